"""Networks that were trained elsewhere."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from backend.api.dependencies import IdempotencyKey, ImportsOf, SignedIn
from backend.api.dependencies.forms import BroughtWeightsOf
from backend.contracts.runs import Run

router = APIRouter(prefix="/checkpoints", tags=["checkpoints"])

_FORM = {
    "type": "object",
    "required": ["file", "dataset", "network"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        **{name: {"type": "string"} for name in ("dataset", "network", "name")},
        **{name: {"type": "object"} for name in ("dataset_options", "network_options", "training")},
        "epochs": {"type": "integer"},
    },
}


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    openapi_extra={"requestBody": {"content": {"multipart/form-data": {"schema": _FORM}}}},
)
async def create(
    brought: BroughtWeightsOf,
    response: Response,
    identity: SignedIn,
    imports: ImportsOf,
    key: IdempotencyKey = None,
) -> Run:
    """Publish the weights of a safetensors file as a run of the method `imported`."""
    run = await imports.create(identity, brought.request, brought.file, key)
    response.headers["Location"] = f"/api/v1/runs/{run.id}"
    return run
