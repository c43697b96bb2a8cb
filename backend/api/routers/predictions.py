"""Clicks: what a network, or a whole subspace, says about images."""

from fastapi import APIRouter

from backend.api.dependencies import PredictionsOf
from backend.contracts.predictions import Prediction, PredictionRequest

router = APIRouter(tags=["predictions"])


@router.post("/runs/{run_id}/predictions")
async def predict(
    run_id: str, request: PredictionRequest, predictions: PredictionsOf
) -> Prediction:
    return await predictions.of(run_id, request)
