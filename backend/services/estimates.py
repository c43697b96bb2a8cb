"""What a recipe will cost, in closed form and by what the interactive worker has measured."""

from typing import Any

from backend.contracts.recipes import Estimate, Recipe
from backend.contracts.tasks import (
    CALIBRATION_SECONDS,
    QUEUE_INTERACTIVE,
    TASK_CALIBRATE,
    calibrating,
)
from backend.queue import Queue, QueueUnavailable
from backend.services.feasibility import check_feasible
from backend.store import calibrations
from backend.store.calibrations import Calibration
from backend.store.database import Database
from backend.store.references import find_reference

BYTES_PER_PARAMETER = 4


def own_trainings(recipe: Recipe) -> float:
    """What the run itself spends, in plain trainings of `recipe.epochs` epochs."""
    if not recipe.entry.launchable:
        return 0.0  # an imported network is there already
    budget: float = recipe.options.get("budget", 1.0)
    entry, options = recipe.entry, recipe.options
    return entry.budgets.of(options) * budget + entry.before.of(options)


def taken_over(recipe: Recipe) -> int:
    """Networks that the run starts from; each counts as one training."""
    return len(recipe.starts) if recipe.entry.launchable else 1


def equivalent_trainings(recipe: Recipe) -> float:
    """What its result cost, the networks that it starts from included."""
    return own_trainings(recipe) + taken_over(recipe)


def gradient_evaluations(recipe: Recipe, trainings: float) -> int:
    """Examples that pass forward and backward in so many, rounded as the trainer rounds them."""
    return max(1, round(trainings * recipe.epochs * recipe.training_images)) if trainings else 0


class Estimates:
    def __init__(self, database: Database, queue: Queue) -> None:
        self._database = database
        self._queue = queue

    def of(self, recipe: Recipe) -> Estimate:
        """Costs of the recipe; those of the networks that it starts from are counted too.

        Raises:
            Invalid: It would fail once it is carried out.
        """
        check_feasible(recipe, "")
        evaluations = gradient_evaluations(recipe, equivalent_trainings(recipe))
        with self._database.read() as session:
            calibration = calibrations.get(session, recipe)
            reference = find_reference(session, recipe)
        costs = _costs(calibration, recipe, evaluations)
        if calibration is None:
            costs["reason"] = self._ask(recipe)
        return Estimate(
            gradient_evaluations=evaluations,
            equivalent_trainings=equivalent_trainings(recipe),
            reference=reference,
            **costs,
        )

    def _ask(self, recipe: Recipe) -> str:
        """Have the network measured, once however often the form asks; gives the reason to show."""
        key = calibrating(recipe.dataset, recipe.network, recipe.network_options)
        try:
            if self._queue.first(key, CALIBRATION_SECONDS):
                self._queue.send(
                    QUEUE_INTERACTIVE,
                    TASK_CALIBRATE,
                    {"recipe": recipe.model_dump(mode="json")},
                    expires=CALIBRATION_SECONDS,
                )
            fault = self._queue.said(key)
        except QueueUnavailable as error:
            return f"{recipe.network} was not measured yet, and {error}"
        if fault:
            return f"{recipe.network} cannot be measured on {recipe.dataset}: {fault}"
        return f"{recipe.network} is being measured on this machine; it takes a few seconds"


def _costs(calibration: Calibration | None, recipe: Recipe, evaluations: int) -> dict[str, Any]:
    """The measured part of an estimate: FLOPs of all evaluations, seconds of the run's own."""
    if calibration is None:
        return {"seconds": None, "flops": None, "bytes": None}
    flops = calibration.flops_per_example
    own = gradient_evaluations(recipe, own_trainings(recipe))
    return {
        "seconds": calibration.seconds_per_example * own,
        "flops": None if flops is None else flops * evaluations,
        "bytes": calibration.parameters * recipe.vertex_count * BYTES_PER_PARAMETER,
        "reason": None if flops is not None else "nobody has counted the FLOPs of this network",
    }
