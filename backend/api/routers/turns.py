"""What waits for the workers that compute maps and evaluations."""

from fastapi import APIRouter

from backend.api.dependencies import TurnsOf
from backend.contracts.turns import Work

router = APIRouter(tags=["turns"])


@router.get("/turns")
def line(turns: TurnsOf) -> list[Work]:
    """All of it, by the time of the next turn."""
    return turns.all()
