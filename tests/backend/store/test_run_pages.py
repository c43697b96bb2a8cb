"""Laws of the list of runs, with three hundred of them."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from shutil import copy

import pytest

from backend.contracts.runs import RunPatch, RunQuery, RunRequest
from backend.store import runs
from backend.store.database import Database
from tests.backend.store.stories import OWNER, recipe

METHODS = ("single", "bezier", "deep_ensemble")
COUNT = 300


@pytest.fixture(scope="module")
def full(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Runs 000 to 299: methods in turn, every tenth tagged, every hundredth archived."""
    path = tmp_path_factory.mktemp("pages") / "full.sqlite3"
    copy(template, path)
    database = Database(f"sqlite:///{path}")
    with database.write() as session:
        for number in range(COUNT):
            request = RunRequest(
                recipe=recipe(METHODS[number % 3]),
                name=f"Run {number:03d}",
                tags=["tenth", "x y"] if number % 10 == 0 else [],
                notes="100 % sure" if number == 42 else "",
            )
            run = runs.create(session, request, OWNER)
            if number % 100 == 0:
                runs.patch(session, run.id, RunPatch(archived=True))
    yield database
    database.close()


def names(database: Database, **query: object) -> list[str]:
    with database.read() as session:
        page = runs.page(session, RunQuery.model_validate({"page_size": 200, **query}))
    return [run.name for run in page.items]


def test_pages_cut_the_list_without_gap_or_overlap(full: Database) -> None:
    pages = [names(full, page=number, page_size=70) for number in range(1, 7)]
    assert [len(page) for page in pages] == [70, 70, 70, 70, 17, 0]
    expected = [f"Run {k:03d}" for k in reversed(range(COUNT)) if k % 100]
    assert list(chain.from_iterable(pages)) == expected


def test_the_total_counts_all_that_match(full: Database) -> None:
    with full.read() as session:
        page = runs.page(session, RunQuery(method="bezier", page=2, page_size=3))
    assert (page.total, page.page, page.page_size, len(page.items)) == (99, 2, 3, 3)


def test_every_filter_keeps_what_matches_alone(full: Database) -> None:
    assert len(names(full, method="single")) == 99
    assert len(names(full, tag="tenth")) == 27
    assert names(full, tag="tent") == []
    assert names(full, archived=True) == ["Run 200", "Run 100", "Run 000"]
    assert names(full, phase="failed") == []
    assert len(names(full, dataset="mnist", network="mlp", phase="queued")) == 200
    assert names(full, network="cnn") == []


def test_a_query_is_part_of_name_notes_or_id_and_no_pattern(full: Database) -> None:
    assert names(full, query="rUn 12") == [f"Run 12{k}" for k in reversed(range(10))]
    assert names(full, query="100 % s") == ["Run 042"]
    assert names(full, query="_") == []
    with full.read() as session:
        first = runs.page(session, RunQuery(page_size=1)).items[0]
    assert names(full, query=first.id[2:]) == [first.name]


def test_every_order_sorts_and_puts_equals_newest_first(full: Database) -> None:
    newest = [f"Run {k:03d}" for k in reversed(range(COUNT)) if k % 100]
    assert names(full, sort="created_at") == newest[::-1][:200]
    assert names(full, sort="name") == newest[::-1][:200]
    assert names(full, sort="-name") == newest[:200]
    assert names(full, sort="phase") == newest[:200]
    assert names(full, sort="method")[:99] == [name for name in newest if int(name[4:]) % 3 == 1]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("GRÖSSER als gedacht", "größer ALS"),
        ("größer", "GRÖSSER"),
        ("ÉTÉ", "été"),
        ("e\u0301te\u0301", "ÉTÉ"),
        ("ПЕЙЗАЖ", "пейзаж"),
        ("Straße 🐣", "🐣"),
    ],
)
def test_a_query_knows_letters_beyond_ascii(
    template: Path, tmp_path: Path, name: str, query: str
) -> None:
    copy(template, tmp_path / "runs.sqlite3")
    database = Database(f"sqlite:///{tmp_path / 'runs.sqlite3'}")
    with database.write() as session:
        runs.create(session, RunRequest(recipe=recipe("single"), name=name), OWNER)
        runs.create(session, RunRequest(recipe=recipe("single"), name="other"), OWNER)
    assert names(database, query=query) == [name]
    database.close()
