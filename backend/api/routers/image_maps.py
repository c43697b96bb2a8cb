"""Where in weight space an image, a class or a subset is right, and where labels differ."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from fastapi.exceptions import HTTPException

from backend.api.dependencies import DisagreementsOf, ImageMapsOf
from backend.api.routers.answer_parts import IN_PARTS
from backend.contracts.disagreement import Disagreement, DisagreementRequest
from backend.contracts.image_maps import ImageMap, ImageQuery

router = APIRouter(tags=["landscapes"])

KnownTag = Annotated[str | None, Header(alias="If-None-Match", max_length=1000)]


@router.get("/landscapes/{landscape_id}/examples")
def examples(
    landscape_id: str,
    query: Annotated[ImageQuery, Query()],
    response: Response,
    maps: ImageMapsOf,
    known: KnownTag = None,
) -> ImageMap:
    """The grid for these images only, from what was stored; an unchanged one is a 304."""
    request = maps.request(landscape_id, query)
    tag = f'"{request.tag}"'
    if known is not None and tag in (each.strip() for each in known.split(",")):
        raise HTTPException(HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    answer = maps.of(request)
    response.headers["ETag"] = tag
    return answer


@router.post("/landscapes/{landscape_id}/disagreement", responses=IN_PARTS)
async def disagreement(
    landscape_id: str, request: DisagreementRequest, disagreements: DisagreementsOf
) -> Disagreement:
    """Part of the images that each network of the grid labels otherwise than the one asked for."""
    return await disagreements.of(landscape_id, request)
