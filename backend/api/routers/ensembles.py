"""Networks of a run together: hand-made ensembles, and where they lie among retrainings."""

from fastapi import APIRouter

from backend.api.dependencies import EnsemblesOf
from backend.api.routers.answer_parts import IN_PARTS
from backend.contracts.ensembles import Ensemble, EnsembleRequest
from backend.contracts.solutions import Solutions, SolutionsRequest

router = APIRouter(tags=["ensembles"])


@router.post("/runs/{run_id}/ensembles", responses=IN_PARTS)
async def ensemble(run_id: str, request: EnsembleRequest, ensembles: EnsemblesOf) -> Ensemble:
    """What these networks are worth together, beside the Deep Ensemble of their procedure."""
    return await ensembles.of(run_id, request)


@router.post("/runs/{run_id}/solutions", responses=IN_PARTS)
async def solutions(run_id: str, request: SolutionsRequest, ensembles: EnsemblesOf) -> Solutions:
    """The family and its retrainings on a plane where networks are near that answer alike."""
    return await ensembles.solutions(run_id, request)
