"""A thousand runs through the store, as if they had been trained: no worker is needed for them."""

from random import Random

from sqlalchemy import delete, update

from backend.contracts.recipes import Recipe
from backend.contracts.runs import Failure, FailureKind, JobPhase, Run, RunFigures, RunRequest
from backend.store import run_figures, runs
from backend.store.database import Database, now
from backend.store.tables import OutboxRow, RunRow

METHODS = ("single", "bezier", "simplex", "deep_ensemble", "swag")
SEEDS = 10
LOST = Failure(
    kind=FailureKind.DIVERGED,
    sentence="The training loss became infinite in step 214; lower the learning rate.",
    log_tail="step 213: loss 8.1e+30\nstep 214: loss inf",
)


def recipe(number: int) -> Recipe:
    """Ten seeds of one recipe, then the next recipe; no two groups alike."""
    group, seed = divmod(number, SEEDS)
    return Recipe.model_validate(
        {
            "dataset": ("mnist", "cifar10")[group % 2],
            "network": ("mlp", "cnn")[group // 2 % 2],
            "method": METHODS[group % len(METHODS)],
            "epochs": 1 + group,
            "seed": seed,
        }
    )


def put_many_runs(database: Database, count: int = 1000, owner: str = "admin") -> None:
    """Every twentieth has failed, every fiftieth is starred, the others are completed."""
    random = Random(0)
    with database.write() as session:
        for number in range(count):
            tags = ["sweep"] if number % 3 == 0 else []
            request = RunRequest(recipe=recipe(number), name=f"Run {number:04d}", tags=tags)
            run = runs.create(session, request, owner)
            failed = number % 20 == 19
            session.execute(
                update(RunRow)
                .where(RunRow.id == run.id)
                .values(
                    phase=JobPhase.FAILED if failed else JobPhase.COMPLETED,
                    failure=LOST.model_dump(mode="json") if failed else None,
                    starred=number % 50 == 0,
                    started_at=run.created_at,
                    finished_at=now(session),
                )
            )
            if not failed:
                run_figures.put(session, run.id, _reached(run, random))
        session.execute(delete(OutboxRow))  # nobody is to train them


def _reached(run: Run, random: Random) -> RunFigures:
    accuracy = 0.9 + 0.0005 * run.recipe.epochs + random.gauss(0, 0.002)
    return RunFigures(
        accuracy=accuracy,
        accuracy_standard_error=0.0015,
        nll=2 * (1 - accuracy),
        nll_standard_error=0.004,
    )
