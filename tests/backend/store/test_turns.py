"""Turns with the real store: claims of any number of workers follow the law."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.quality import SetEvaluation
from backend.contracts.runs import JobPhase
from backend.store import evaluations, landscapes, line, tiles, turns
from backend.store.database import Database
from backend.store.evaluations import EvaluationClaim
from backend.store.tables import TurnRow
from backend.store.tiles import TileClaim
from backend.store.turn_order import FAIR_BESIDE_FIRST, FAIR_EVERY
from backend.store.turns import Claim
from tests.backend.store.queued_maps import map_of, mapped, take, watch
from tests.backend.store.stories import LEASE, OVER, finish, sent


def done(session: Session, claim: Claim) -> None:
    """As a worker would, in no time."""
    if isinstance(claim, TileClaim):
        finish(session, claim)
        return
    evaluations.begin(session, claim, 3)
    number = len(claim.result.sets)
    found = SetEvaluation(name=f"set {number}", kind="corrupted", examples=1, networks=1)
    evaluations.save(session, claim, found)
    if number == 2:
        evaluations.finish(session, claim)
    else:
        evaluations.release(session, claim)


def run_of(database: Database, claim: Claim) -> str:
    if isinstance(claim, EvaluationClaim):
        return claim.run_id
    with database.read() as session:
        row = landscapes.find(session, claim.landscape_id)
    assert row is not None
    return row.run_id


def served(database: Database) -> Iterator[tuple[str, Claim]]:
    """Every turn, done at once, that is said to take a second."""
    while True:
        with database.write() as session:
            turn = turns.claim(session, "worker", LEASE)
        if turn is None:
            return
        yield turn.run, turn.claim
        with database.write() as session:
            done(session, turn.claim)
            turns.settle(session, turn, 1.0)


def test_a_watched_map_comes_first_while_others_are_under_way(database: Database) -> None:
    others = [mapped(database, evaluated=True) for _ in range(5)]
    under_way = served(database)
    for _ in range(40):
        next(under_way)
    late = mapped(database)
    watch(database, late)
    order = [run for run, _ in under_way]
    own = [place for place, run in enumerate(order) if run == late.id]
    first = len([None for place in own if place < 16])
    assert own[0] < 2
    assert first == 12  # three of four, until it is done
    assert {*order} == {run.id for run in (*others, late)}


def test_first_pictures_come_before_what_is_finer_elsewhere(database: Database) -> None:
    for _ in range(2):
        mapped(database)
    under_way = served(database)
    for _ in range(12):
        next(under_way)
    late = mapped(database)
    order = []
    for run, _ in under_way:
        order.append(run)
        if order.count(late.id) == 3:  # all that its first picture needs
            break
    assert len([run for run in order if run != late.id]) <= 1 + len(order) // FAIR_EVERY


def test_evaluations_and_maps_of_many_runs_all_go_on(database: Database) -> None:
    runs = [mapped(database, evaluated=True) for _ in range(3)]
    kinds: dict[str, list[bool]] = {run.id: [] for run in runs}
    for run, claim in served(database):
        kinds[run].append(isinstance(claim, EvaluationClaim))
    for order in kinds.values():
        begun = order.index(True)
        assert order[begun : begun + 6] == [True, False] * 3
    with database.read() as session:
        assert turns.in_line(session) == []
        for run in runs:
            stored = evaluations.get(session, run.id)
            assert stored is not None
            assert stored.phase == JobPhase.COMPLETED


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=4))
def test_no_run_waits_longer_than_its_bound(
    database: Database, made: list[tuple[bool, bool]]
) -> None:
    small = LandscapeRequest(resolution=9)
    runs = [mapped(database, evaluated=evaluated, request=small) for evaluated, _ in made]
    watch(database, *(run for run, (_, watched) in zip(runs, made, strict=True) if watched))
    order = [run for run, _ in served(database)]
    bound = FAIR_BESIDE_FIRST * len(runs)
    for run in runs:
        places = [-1, *(place for place, each in enumerate(order) if each == run.id)]
        assert max(b - a for a, b in pairwise(places)) <= bound


def test_workers_at_once_share_all_work_and_double_none(url: str, database: Database) -> None:
    runs = [mapped(database, evaluated=True) for _ in range(3)]
    databases = [Database(url) for _ in range(3)]

    def work(own: Database) -> list[Claim]:
        return [claim for _, claim in served(own)]

    with ThreadPoolExecutor(3) as threads:
        claims = [claim for part in threads.map(work, databases) for claim in part]
    pieces = [
        (each.landscape_id, each.number)
        if isinstance(each, TileClaim)
        else (each.run_id, each.attempt)
        for each in claims
    ]
    assert len(pieces) == len({*pieces})
    with database.read() as session:
        assert turns.in_line(session) == []
        for run in runs:
            assert [each.phase for each in landscapes.list_of_run(session, run.id)] == ["completed"]
            stored = evaluations.get(session, run.id)
            assert stored is not None
            assert stored.phase == JobPhase.COMPLETED
    for own in databases:
        own.close()


def test_watching_expires(database: Database) -> None:
    first, second = mapped(database), mapped(database)
    watch(database, second)
    with database.write() as session:
        assert not line.watch_is_due(session, second.id)
        assert line.watch_is_due(session, first.id)
        row = session.get_one(TurnRow, second.id)
        assert row.watched_at is not None
        row.watched_at -= timedelta(seconds=line.WATCHED_SECONDS + 1)
        session.flush()
        waiting = {each.run: each.watched for each in turns.in_line(session)}
    assert waiting == {first.id: False, second.id: False}


def test_work_gives_way_once_to_a_first_picture_that_somebody_waits_for(
    database: Database,
) -> None:
    busy = mapped(database)
    landscape, late = map_of(database, busy), mapped(database)
    with database.write() as session:
        held = [tiles.claim_tile(session, landscape, "worker", LEASE) for _ in range(6)]
    coarse, other, fine = held[0], held[4], held[5]
    assert coarse is not None
    assert other is not None
    assert fine is not None
    with database.write() as session:
        assert not turns.gives_way(session, fine)
    watch(database, late)
    first = map_of(database, late)
    with database.write() as session:
        assert turns.gives_way(session, fine)
        assert turns.gives_way(session, coarse)  # nobody waits for that one
        line.watch(session, busy.id)
        assert not turns.gives_way(session, coarse)
        tiles.release_tile(session, fine, gave_way=True)
        again = tiles.claim_tile(session, landscape, "worker", LEASE)
        assert again is not None
        assert again.number == fine.number
        assert not turns.gives_way(session, again)
        assert turns.gives_way(session, other)
        assert tiles.claim_tile(session, first, "other", LEASE) is not None
        assert not turns.gives_way(session, other)


def test_who_takes_long_comes_less_often(database: Database) -> None:
    """Two runs get the same seconds, although a piece of one takes four times as long."""
    slow, quick = mapped(database), mapped(database)
    order = []
    for _ in range(30):
        with database.write() as session:
            turn = turns.claim(session, "worker", LEASE)
            assert turn is not None
            done(session, turn.claim)
            turns.settle(session, turn, 4.0 if turn.run == slow.id else 1.0)
        order.append(turn.run)
    after = order[10:]  # both have their first pictures
    assert (after.count(slow.id), after.count(quick.id)) == (4, 16)


def test_two_workers_are_charged_before_they_are_done(database: Database) -> None:
    """The second is not sent to the run that the first is at, although nothing is finished."""
    mapped(database), mapped(database)
    with database.write() as session:
        first, second = (turns.claim(session, "worker", LEASE) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.run != second.run


def test_a_piece_of_a_dead_worker_is_given_to_the_next(database: Database) -> None:
    mapped(database)
    lost = take(database, OVER)
    assert isinstance(lost, TileClaim)
    again = take(database)
    assert isinstance(again, TileClaim)
    assert (again.number, again.attempt) == (lost.number, lost.attempt + 1)


def test_helpers_are_called_while_there_is_free_work(database: Database) -> None:
    mapped(database)
    sent(database)
    with database.write() as session:
        assert turns.call_helper(session)
        assert not turns.call_helper(session)
    assert sent(database) == [("landscape", "")]
    while take(database) is not None:
        pass
    with database.write() as session:
        assert not turns.call_helper(session)
