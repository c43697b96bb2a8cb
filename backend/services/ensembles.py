"""Hand-made ensembles and maps of solutions: checked, sent to the interactive worker, awaited."""

import asyncio
from collections.abc import Sequence

from backend.contracts.catalog import DATASETS
from backend.contracts.ensembles import (
    MOST_MEMBERS,
    Ensemble,
    EnsembleReply,
    EnsembleRequest,
    EnsembleTask,
)
from backend.contracts.methods import ENSEMBLE
from backend.contracts.predictions import Point, PredictionRequest, Sample
from backend.contracts.recipes import Recipe
from backend.contracts.runs import Run
from backend.contracts.solutions import (
    Solutions,
    SolutionsReply,
    SolutionsRequest,
    SolutionsTask,
)
from backend.services.errors import Invalid, NotFound
from backend.services.evaluation import Evaluations
from backend.services.interactive import Interactive, answered, question
from backend.services.network_costs import cost_of
from backend.services.predictions import Predictions


class Ensembles:
    def __init__(
        self, interactive: Interactive, predictions: Predictions, evaluations: Evaluations
    ) -> None:
        self._interactive = interactive
        self._predictions = predictions
        self._evaluations = evaluations

    async def of(self, run_id: str, request: EnsembleRequest) -> Ensemble:
        """What the ensemble is worth and what its networks cost, beside the reference."""
        run = await asyncio.to_thread(self._checked, run_id, request)
        about = {"run": run.id, "reference_run": _reference(run), "request": request}
        reply = await self._interactive.ask(question(EnsembleTask, **about), EnsembleReply)
        found = answered(reply.ensemble, reply)
        return await asyncio.to_thread(self._with_costs, run, request, found)

    async def solutions(self, run_id: str, request: SolutionsRequest) -> Solutions:
        """The family among its retrainings, and the asked points among both."""
        run = await asyncio.to_thread(self._checked_points, run_id, request.points)
        about = {"run": run.id, "reference_run": _reference(run), "request": request}
        reply = await self._interactive.ask(question(SolutionsTask, **about), SolutionsReply)
        return answered(reply.solutions, reply)

    def _checked(self, run_id: str, request: EnsembleRequest) -> Run:
        run = self._checked_points(run_id, request.points or [], request.sample)
        _check_members(request, run.known_recipe())
        companions = DATASETS[run.recipe.dataset].companions
        if request.foreign is not None and request.foreign not in companions:
            known = ", ".join(companions) or "none"
            raise Invalid.field(
                "/foreign", f"expected a foreign set of this data: {known}; got {request.foreign}"
            )
        return run

    def _checked_points(
        self, run_id: str, points: Sequence[Point], sample: Sample | None = None
    ) -> Run:
        """As predictions of them are checked."""
        asked = []
        if points:
            asked.append(PredictionRequest(points=list(points)))
        if sample or not asked:
            asked.append(PredictionRequest(sample=sample or Sample()))
        runs = [self._predictions.checked_run(run_id, request) for request in asked]
        return runs[0]

    def _with_costs(self, run: Run, request: EnsembleRequest, found: Ensemble) -> Ensemble:
        try:
            evaluation = self._evaluations.of(run.id)
        except NotFound:
            return found
        points = None if request.sample else request.points
        cost = cost_of(run.known_recipe(), points, evaluation.equivalent_trainings)
        own = {"equivalent_trainings": cost}
        other = {"equivalent_trainings": evaluation.reference_equivalent_trainings}
        reference = found.reference and found.reference.model_copy(update=other)
        ensemble = found.ensemble.model_copy(update=own)
        return found.model_copy(update={"ensemble": ensemble, "reference": reference})


def _reference(run: Run) -> str | None:
    return run.id if run.recipe.method == ENSEMBLE else run.reference


def _check_members(request: EnsembleRequest, recipe: Recipe) -> None:
    drawn = 0
    if request.sample is not None:
        members = recipe.entry.family.entry.separate
        drawn = recipe.vertex_count if members else request.sample.count
    given = len(request.points or [])
    if given + drawn > MOST_MEMBERS:
        expected = f"expected at most {MOST_MEMBERS} networks together; got {given + drawn}"
        raise Invalid.field("/sample/count" if drawn else "/points", expected)
