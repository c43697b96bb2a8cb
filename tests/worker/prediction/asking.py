"""Asks as whoever has all the time in the world, and remembers nothing."""

from collections.abc import Callable, Mapping

from torch import Tensor

from backend.contracts.predictions import Prediction, PredictionRequest
from worker.engine.context import Context
from worker.prediction.output_cache import OutputCache
from worker.prediction.predict import predict
from worker.prediction.time_budget import TimeBudget


def asked(
    request: PredictionRequest,
    context: Context,
    *,
    load_scores: Callable[[], Mapping[str, Tensor]] = dict,
    cache: OutputCache | None = None,
    budget: TimeBudget | None = None,
) -> Prediction:
    return predict(
        request,
        context,
        load_scores=load_scores,
        is_landscape=lambda _: True,
        cache=cache or OutputCache(2**24),
        budget=budget or TimeBudget(60),
    )
