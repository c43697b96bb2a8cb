"""The Celery tasks: each parses its message and calls the job of its name."""

from typing import Any

from backend.contracts import tasks as names
from backend.contracts.recipes import Recipe
from backend.contracts.weights import WeightsTask
from worker.app import app


@app.task(name=names.TASK_TRAIN)
def train(id: str) -> None:  # noqa: A002 - the field of the message
    from worker.jobs.train import train_run

    train_run(id)


@app.task(name=names.TASK_TURN)
def turn() -> None:
    from worker.jobs.turns import take_turns

    take_turns()


@app.task(name=names.TASK_QUESTION)
def question(**message: Any) -> None:
    from worker.jobs.questions import answer_question

    answer_question(message)


@app.task(name=names.TASK_CHECK_WEIGHTS)
def check_weights(**message: Any) -> None:
    from worker.jobs.check_weights import check_brought_weights

    check_brought_weights(WeightsTask.model_validate(message))


@app.task(name=names.TASK_CALIBRATE)
def calibrate(recipe: dict[str, Any]) -> None:
    from worker.jobs.calibrate import calibrate_recipe
    from worker.jobs.process import process

    calibrate_recipe(Recipe.model_validate(recipe), process())
