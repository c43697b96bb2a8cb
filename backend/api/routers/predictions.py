"""Clicks: what a network, or a whole subspace, says about images."""

from fastapi import APIRouter

from backend.api.dependencies import PredictionsOf
from backend.api.routers.answer_parts import IN_PARTS
from backend.contracts.predictions import Prediction, PredictionRequest

router = APIRouter(tags=["predictions"])


@router.post("/runs/{run_id}/predictions", responses=IN_PARTS)
async def predict(
    run_id: str, request: PredictionRequest, predictions: PredictionsOf
) -> Prediction:
    """What networks say about images; with `early` the first answer comes at once."""
    return await predictions.of(run_id, request)
