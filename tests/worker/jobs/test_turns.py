"""The turns of real workers on MNIST and tiny random networks."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn, TypeVar
from unittest.mock import Mock

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from torch import Tensor, nn

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.runs import JobPhase, Run
from backend.contracts.settings import Settings
from backend.store import evaluations, landscapes, line, tiles, turns
from backend.store.image_results import finished_tiles
from backend.store.tables import TileRow
from backend.store.tiles import TileClaim
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from worker.jobs import subspaces
from worker.jobs import turns as job
from worker.jobs.process import Process
from worker.jobs.subspaces import open_subspace
from worker.landscape.profile import profile
from worker.machine import stopping
from worker.networks import network

T = TypeVar("T")
SMALL = LandscapeRequest(resolution=9, max_examples=50)


@pytest.fixture
def here(tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    settings = Settings(state_dir=tmp_path, data_dir=tmp_path / "datasets", redis_url=redis_url)
    process = process_of(settings, redis_url)
    monkeypatch.setattr(job, "process", lambda: process)
    yield process
    process.redis.close()
    process.database.close()


def mapped(here: Process, *, evaluated: bool = False, resolution: int = 9) -> Run:
    """A run of three random networks whose map of few images is asked for."""
    run = random_run(here, 3, "simplex", method="simplex", options={})
    request = SMALL.model_copy(update={"resolution": resolution})
    with here.database.write() as session:
        (first,) = landscapes.list_of_run(session, run.id)
        landscapes.delete(session, first.id)
        landscapes.create(session, run.id, request)
        if not evaluated:
            claim = evaluations.claim(session, run.id, "nobody waits for it", 60)
            assert claim is not None
            evaluations.finish(session, claim)
    return run


def one_turn(here: Process) -> str:
    """Whose it was; it is said to take a second."""
    with here.database.write() as session:
        turn = turns.claim(session, here.name, 60)
    assert turn is not None
    job.take(turn.claim, here)
    with here.database.write() as session:
        turns.settle(session, turn, 1.0)
    return turn.run


def test_a_watched_map_overtakes_two_that_are_under_way_and_many_that_wait(
    here: Process,
) -> None:
    under_way = [mapped(here, resolution=17) for _ in range(2)]
    for _ in range(12):
        one_turn(here)
    many = [mapped(here) for _ in range(3)]
    late = mapped(here)
    with here.database.write() as session:
        line.watch(session, late.id)
    order = [one_turn(here) for _ in range(4)]
    assert order.count(late.id) >= 3
    with here.database.read() as session:
        (first,) = landscapes.list_of_run(session, late.id)
    assert first.level == 1
    assert first.profile is not None
    assert first.profile.straight is not None
    job.take_turns()
    runs = [*under_way, *many, late]
    with here.database.read() as session:
        assert turns.in_line(session) == []
        phases = [each.phase for run in runs for each in landscapes.list_of_run(session, run.id)]
    assert phases == [JobPhase.COMPLETED] * len(runs)


def test_parts_of_the_profile_are_the_whole_one(here: Process) -> None:
    run = mapped(here)
    job.take_turns()
    with here.database.read() as session:
        (landscape,) = landscapes.list_of_run(session, run.id)
    context = open_subspace(run.id, here)
    assert landscape.profile == profile(context, landscape.request)


def test_pieces_that_are_split_make_the_same_map(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = mapped(here)
    job.take_turns()
    with here.database.write() as session:
        landscapes.create(session, run.id, SMALL)
    monkeypatch.setattr(job.landscape, "PIECE_SECONDS", 0.0)
    job.take_turns()
    with here.database.read() as session:
        whole, split = landscapes.list_of_run(session, run.id)
        kept = finished_tiles(session, split.id)
    assert len(kept) == len({each.number for each in kept}) == 81
    assert (split.values, split.profile) == (whole.values, whole.profile)
    images = here.image_results.images(split.id)
    assert images is not None
    assert all(
        here.image_results.tile(split.id, piece, images, np.arange(50)) is not None
        for piece in kept
    )


def test_an_evaluation_goes_on_beside_maps_set_by_set(here: Process) -> None:
    run = mapped(here, evaluated=True)
    other = mapped(here, resolution=17)
    order: list[str] = []
    while len(order) < 16:
        order.append(one_turn(here))
    with here.database.read() as session:
        stored = evaluations.get(session, run.id)
        (grown,) = landscapes.list_of_run(session, other.id)
    assert stored is not None
    assert stored.phase is JobPhase.RUNNING
    assert len(stored.result.sets) >= 2
    assert grown.level >= 1


def test_a_worker_that_stops_gives_its_piece_back(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = mapped(here)
    monkeypatch.setattr(stopping, "requested", lambda: True)
    with here.database.write() as session:
        turn = turns.claim(session, here.name, 60)
    assert turn is not None
    claim = turn.claim
    assert isinstance(claim, TileClaim)
    job.take(claim, here)
    with here.database.read() as session:
        tile = session.get_one(TileRow, (claim.landscape_id, claim.number))
    assert (tile.lease_until, tile.stalled, tile.finished_at) == (None, 0, None)
    assert turn.run == run.id


def test_a_worker_keeps_its_piece_in_a_pass_that_outlives_the_lease(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped(here)
    leases: list[datetime | None] = []

    def in_a_pass() -> None:
        before = _first(here).lease_until
        leases.extend([before, awaited(lambda: _first(here).lease_until, unlike=before)])

    slowed(monkeypatch, in_a_pass)
    one_turn(here)
    before, later, *_ = leases
    assert before is not None
    assert later is not None
    assert later > before


def test_a_stop_in_a_long_pass_gives_the_piece_back_before_the_pass_ends(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped(here)
    stalled: list[int] = []

    def in_a_pass() -> None:
        monkeypatch.setattr(stopping, "requested", lambda: True)
        awaited(lambda: _first(here).lease_until is None, unlike=False)
        stalled.append(_first(here).stalled)

    slowed(monkeypatch, in_a_pass)
    for _ in range(4):
        monkeypatch.setattr(stopping, "requested", lambda: False)
        here.warm.clear()
        one_turn(here)
    assert stalled == [0] * 4
    tile = _first(here)
    assert (tile.attempt, tile.stalled, tile.finished_at) == (4, 0, None)


def test_a_database_that_is_busy_at_a_pulse_costs_a_piece_nothing(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = mapped(here)
    monkeypatch.setattr(job, "RENEW_SECONDS", 0.0)
    asked = Mock(side_effect=busy)
    monkeypatch.setattr(turns, "gives_way", asked)
    job.take_turns()
    with here.database.read() as session:
        (landscape,) = landscapes.list_of_run(session, run.id)
    assert asked.called
    assert (landscape.phase, landscape.failure) == (JobPhase.COMPLETED, None)


def test_a_piece_that_a_busy_database_did_not_take_is_done_again(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = mapped(here)
    with here.database.write() as session:
        turn = turns.claim(session, here.name, 0.5)
    assert turn is not None
    with monkeypatch.context() as patch:
        patch.setattr(tiles, "save_profile", busy)
        job.take(turn.claim, here)

    def phase() -> JobPhase:
        job.take_turns()
        with here.database.read() as session:
            (landscape,) = landscapes.list_of_run(session, run.id)
        return landscape.phase

    assert awaited(phase, unlike=JobPhase.RUNNING) is JobPhase.COMPLETED


def busy(*_: object) -> NoReturn:
    raise OperationalError("UPDATE tiles", {}, sqlite3.OperationalError("database is locked"))


def slowed(monkeypatch: pytest.MonkeyPatch, in_a_pass: Callable[[], None]) -> None:
    """The first pass of every turn over more images than a look at the network takes."""
    monkeypatch.setattr(job, "HOLD_SECONDS", 0.02)

    def module(*what: Any) -> nn.Module:
        own, passed = network(*what), []

        def hook(_: nn.Module, inputs: tuple[Tensor]) -> None:
            if len(inputs[0]) > 2 and not passed:
                passed.append(True)
                in_a_pass()

        own.register_forward_pre_hook(hook)
        return own

    monkeypatch.setattr(subspaces, "network", module)


def _first(here: Process) -> TileRow:
    """The piece that comes first of the only map."""
    with here.database.read() as session:
        tile = session.scalar(select(TileRow).order_by(TileRow.number).limit(1))
        assert tile is not None
        session.expunge(tile)
        return tile


def awaited(look: Callable[[], T], *, unlike: T) -> T:
    """What is seen once it differs."""
    end = monotonic() + 20
    while (seen := look()) == unlike:
        assert monotonic() < end
        sleep(0.01)
    return seen


def test_a_piece_gives_way_to_a_first_picture_that_somebody_waits_for(here: Process) -> None:
    busy = mapped(here, resolution=17)
    for _ in range(4):
        one_turn(here)
    with here.database.write() as session:
        turn = turns.claim(session, here.name, 60)
    assert turn is not None
    fine = turn.claim
    assert isinstance(fine, TileClaim)
    late = mapped(here)
    with here.database.write() as session:
        line.watch(session, late.id)
    job.take(fine, here)
    with here.database.read() as session:
        tile = session.get_one(TileRow, (fine.landscape_id, fine.number))
    assert (tile.gave_way, tile.finished_at, tile.stalled) == (True, None, 0)
    assert {one_turn(here) for _ in range(2)} & {late.id}
    job.take_turns()
    with here.database.read() as session:
        (whole,) = landscapes.list_of_run(session, busy.id)
    assert whole.phase is JobPhase.COMPLETED
