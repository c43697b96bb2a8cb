"""Whether the service lives, and what it is doing."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter

from backend.api.dependencies import RunsOf, SignedIn
from backend.contracts.accounts import Status

open_router = APIRouter(tags=["status"])
router = APIRouter(tags=["status"])


def _version() -> str:
    try:
        return version("paysage")
    except PackageNotFoundError:
        return "unknown"


@open_router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Answers anybody: for supervisors and load balancers."""
    return {"status": "ok"}


@router.get("/status")
def status(identity: SignedIn, runs: RunsOf) -> Status:
    return runs.status(identity, _version())
