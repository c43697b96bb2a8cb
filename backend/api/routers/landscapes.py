"""Landscapes of runs."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from backend.api.dependencies import LandscapesOf, SignedIn
from backend.contracts.landscapes import Landscape, LandscapeRequest

router = APIRouter(tags=["landscapes"])


@router.get("/runs/{run_id}/landscapes")
def of_run(run_id: str, landscapes: LandscapesOf) -> list[Landscape]:
    return landscapes.of_run(run_id)


@router.post("/runs/{run_id}/landscapes", status_code=HTTPStatus.CREATED)
def create(
    run_id: str,
    request: LandscapeRequest,
    response: Response,
    identity: SignedIn,
    landscapes: LandscapesOf,
) -> Landscape:
    landscape = landscapes.create(identity, run_id, request)
    response.headers["Location"] = f"/api/v1/landscapes/{landscape.id}"
    return landscape


@router.get("/landscapes/{landscape_id}")
def read(landscape_id: str, landscapes: LandscapesOf) -> Landscape:
    return landscapes.get(landscape_id)


@router.delete("/landscapes/{landscape_id}")
def delete(landscape_id: str, identity: SignedIn, landscapes: LandscapesOf) -> Landscape:
    """Answers with the landscape as it was."""
    return landscapes.delete(identity, landscape_id)


@router.post("/landscapes/{landscape_id}/cancel")
def cancel(landscape_id: str, identity: SignedIn, landscapes: LandscapesOf) -> Landscape:
    return landscapes.cancel(identity, landscape_id)
