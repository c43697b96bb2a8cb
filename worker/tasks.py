"""The Celery tasks: each parses its message and calls the job of its name."""

from typing import Any

from backend.contracts import tasks as names
from backend.contracts.disagreement import DisagreementTask
from backend.contracts.ensembles import EnsembleTask
from backend.contracts.predictions import PredictionTask
from backend.contracts.recipes import Recipe
from backend.contracts.solutions import SolutionsTask
from backend.contracts.weights import WeightsTask
from worker.app import app


@app.task(name=names.TASK_TRAIN)
def train(id: str) -> None:  # noqa: A002 - the field of the message
    from worker.jobs.train import train_run

    train_run(id)


@app.task(name=names.TASK_LANDSCAPE)
def landscape(id: str) -> None:  # noqa: A002
    from worker.jobs.landscape import compute_landscape

    compute_landscape(id)


@app.task(name=names.TASK_EVALUATE)
def evaluate(id: str) -> None:  # noqa: A002
    from worker.jobs.evaluate import evaluate_run

    evaluate_run(id)


@app.task(name=names.TASK_PREDICT)
def predict(**message: Any) -> None:
    from worker.jobs.predict import answer_prediction

    answer_prediction(PredictionTask.model_validate(message))


@app.task(name=names.TASK_ENSEMBLE)
def ensemble(**message: Any) -> None:
    from worker.jobs.ensembles import answer_ensemble

    answer_ensemble(EnsembleTask.model_validate(message))


@app.task(name=names.TASK_SOLUTIONS)
def solutions(**message: Any) -> None:
    from worker.jobs.solutions import answer_solutions

    answer_solutions(SolutionsTask.model_validate(message))


@app.task(name=names.TASK_DISAGREEMENT)
def disagreement(**message: Any) -> None:
    from worker.jobs.disagreement import answer_disagreement

    answer_disagreement(DisagreementTask.model_validate(message))


@app.task(name=names.TASK_CHECK_WEIGHTS)
def check_weights(**message: Any) -> None:
    from worker.jobs.check_weights import check_brought_weights

    check_brought_weights(WeightsTask.model_validate(message))


@app.task(name=names.TASK_CALIBRATE)
def calibrate(recipe: dict[str, Any]) -> None:
    from worker.jobs.calibrate import calibrate_recipe

    calibrate_recipe(Recipe.model_validate(recipe))
