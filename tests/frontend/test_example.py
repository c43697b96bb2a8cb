"""The example is submitted once, and never against a person's will."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run, RunPage, RunQuery, RunRequest
from frontend import example


class Service:
    """Keeps runs in memory; stands for ApiClient."""

    def __init__(self) -> None:
        self.all: list[Run] = []

    def create_run(self, request: RunRequest) -> Run:
        number = len(self.all)
        run = Run(
            id=f"{number:012x}",
            name=request.name or "",
            recipe=request.recipe,
            phase=JobPhase.QUEUED,
            progress=None,
            attempt=0,
            failure=None,
            waits_for=request.recipe.needs,
            queue_position=None,
            cancel_requested=False,
            created_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
            started_at=None,
            finished_at=None,
            owner="admin",
            tags=request.tags,
            notes="",
            starred=False,
            archived=False,
            retry_of=None,
            reference=None,
        )
        self.all.append(run)
        return run

    def runs(self, query: RunQuery) -> RunPage:
        fits = [
            run
            for run in self.all
            if run.recipe.method == query.method and run.archived == query.archived
        ]
        first = (query.page - 1) * query.page_size
        items = fits[first : first + query.page_size]
        return RunPage(items=items, page=query.page, page_size=query.page_size, total=len(fits))

    def change(self, index: int, **update: object) -> None:
        self.all[index] = self.all[index].model_copy(update=update)


@pytest.fixture
def service() -> Service:
    return Service()


def submit(service: Service) -> list[Run]:
    return example.submit(service)  # type: ignore[arg-type]


def test_a_curve_waits_for_the_retrainings(service: Service) -> None:
    ensemble, curve = submit(service)
    assert ensemble.recipe.options == {"members": 8}
    assert (ensemble.recipe.epochs, curve.recipe.epochs) == (3, 3)
    assert curve.recipe.needs == [ensemble.id]
    assert ensemble.tags == curve.tags == [example.TAG]


@pytest.mark.parametrize("phase", JobPhase)
def test_what_exists_is_not_started_again(service: Service, phase: JobPhase) -> None:
    first = submit(service)
    service.change(0, phase=phase)
    assert [run.id for run in submit(service)] == [run.id for run in first]


def test_an_archived_example_exists(service: Service) -> None:
    submit(service)
    service.change(0, archived=True)
    service.change(1, archived=True)
    submit(service)
    assert len(service.all) == 2


def test_a_cancelled_start_gets_no_curve(service: Service) -> None:
    submit(service)
    service.all.pop()
    service.change(0, phase=JobPhase.CANCELLED)
    assert len(submit(service)) == 1


def test_a_lost_curve_is_made_again(service: Service) -> None:
    ensemble, _ = submit(service)
    service.all.pop()
    assert [run.recipe.needs for run in submit(service)] == [[], [ensemble.id]]


def test_other_runs_are_no_example(service: Service) -> None:
    other = Recipe(dataset="mnist", network="mlp", method="deep_ensemble")
    service.create_run(RunRequest(recipe=other))
    submit(service)
    assert len(service.all) == 3
