"""Answers one click: opens the subspace, or finds it warm, and replies through Redis."""

import time

from torch import Tensor

from backend.contracts.landscapes import Landscape
from backend.contracts.predictions import (
    Prediction,
    PredictionReply,
    PredictionRequest,
    PredictionTask,
    Selection,
)
from backend.contracts.recipes import Recipe
from backend.store import landscapes
from worker.engine.refusal import RequestRefused
from worker.jobs.process import Process, process
from worker.jobs.subspaces import data_of, flip_risks_of, scores_of, warm_subspace
from worker.prediction.predict import predict
from worker.prediction.time_budget import TimeBudget

NO_FLIPS = (
    "which labels a further retraining would change is not known: that takes two independent "
    "retrainings; train a deep ensemble, or evaluate the one that there is on all sets"
)


def warm_up() -> None:
    """Load torch, open the database and read a data set before the first click comes."""
    data_of(Recipe(dataset="mnist", network="mlp", method="single"), process())


def prediction(task: PredictionTask, here: Process, budget: TimeBudget) -> PredictionReply:
    return PredictionReply(prediction=_predict(task, here, budget))


def _predict(task: PredictionTask, here: Process, budget: TimeBudget) -> Prediction:
    taken_at = time.time()
    named = _landscapes(task.request, here)
    context = warm_subspace(task.run, here).through(_face(named))
    opened_at = time.time()
    found = predict(
        task.request,
        context,
        cache=here.warm.outputs,
        budget=budget,
        load_scores=lambda: _ranking(task, here),
        is_landscape=lambda name: name in named and named[name].run == task.run,
    )
    timings = {
        "queue": max(0.0, taken_at - task.sent_at),
        "load": opened_at - taken_at,
        "inference": found.seconds,
    }
    return found.model_copy(update={"timings": timings})


def _ranking(task: PredictionTask, here: Process) -> dict[str, Tensor]:
    """Scores of all test images; those of flips come from independent retrainings alone."""
    if task.request.selection is not Selection.FLIPS:
        return scores_of(task.run, here)
    risks = flip_risks_of(task.run, here)
    if risks is None:
        raise RequestRefused("/selection", NO_FLIPS)
    return risks


def _landscapes(request: PredictionRequest, here: Process) -> dict[str, Landscape]:
    """Those that points lie on, by id."""
    points = [request.point] if request.point else request.points or []
    names = {point.landscape for point in points if point.landscape}
    with here.database.read() as session:
        found = {name: landscapes.get(session, name) for name in names}
    return {name: landscape for name, landscape in found.items() if landscape}


def _face(named: dict[str, Landscape]) -> tuple[int, ...] | None:
    faces = {landscape.request.plane.vertices for landscape in named.values()}
    if len(faces) > 1:
        raise RequestRefused("/points", "ask for points on one landscape at a time")
    return next(iter(faces), None)
