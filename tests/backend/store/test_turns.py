"""Turns with the real store: claims of any number of workers follow the law."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.quality import SetEvaluation
from backend.contracts.runs import JobPhase, Run
from backend.contracts.turns import Turn, turn_of
from backend.store import evaluations, landscapes, line, tiles, turn_views, turns
from backend.store.database import Database
from backend.store.evaluations import EvaluationClaim
from backend.store.tables import EvaluationRow, LandscapeRow, TileRow, TurnRow
from backend.store.tiles import TileClaim
from backend.store.turn_order import FAIR_BESIDE_FIRST, FAIR_EVERY
from backend.store.turns import Claim
from tests.backend.store.stories import LEASE, OVER, finish, finished, sent

MAP = LandscapeRequest(resolution=17)


def mapped(database: Database, *, evaluated: bool = False, request: LandscapeRequest = MAP) -> Run:
    """A completed run with one map to compute, and perhaps its evaluation."""
    run = finished(database)
    with database.write() as session:
        (first,) = landscapes.list_of_run(session, run.id)
        landscapes.delete(session, first.id)
        landscapes.create(session, run.id, request)
        if not evaluated:
            session.delete(session.get_one(EvaluationRow, run.id))
    return run


def map_of(database: Database, run: Run) -> str:
    with database.read() as session:
        (landscape,) = landscapes.list_of_run(session, run.id)
    return landscape.id


def watch(database: Database, *runs: Run) -> None:
    with database.write() as session:
        for run in runs:
            line.watch(session, run.id)


def take(database: Database, lease: float = LEASE) -> Claim | None:
    with database.write() as session:
        return turns.claim(session, "worker", lease)


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
    """Every turn, done at once."""
    while (claim := take(database)) is not None:
        run = run_of(database, claim)
        yield run, claim
        with database.write() as session:
            done(session, claim)


def turn(database: Database, run: Run, landscape: str | None) -> Turn:
    with database.read() as session:
        found = turn_of(turn_views.works(session), run.id, landscape)
    assert found is not None
    return found


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


def test_a_map_that_waits_says_why_and_how_long(database: Database) -> None:
    first, second, third = (mapped(database) for _ in range(3))
    waiting = turn(database, third, map_of(database, third))
    assert (waiting.position, waiting.before, waiting.at_work) == (3, 2, False)
    assert waiting.reason == f"Two maps before it: {first.name}."  # they have one name
    assert waiting.seconds is None
    with database.write() as session:
        session.execute(update(LandscapeRow).values(tile_seconds=2.0))
    pieces = count(database, third)
    known = turn(database, third, map_of(database, third))
    assert known.seconds == 2.0 * 3 * pieces
    assert known.seconds_to_picture == 2.0 * 3 * 3
    watch(database, third)
    ahead = turn(database, third, map_of(database, third))
    assert (ahead.position, ahead.reason) == (1, "Its turn comes next, as somebody watches.")
    assert ahead.seconds_to_picture == 2.0 * 3
    claim = take(database)
    assert claim is not None
    assert run_of(database, claim) == third.id
    at_work = turn(database, third, map_of(database, third))
    assert at_work.reason == "Being computed, in turn with two maps."
    assert second.id != first.id


def count(database: Database, run: Run) -> int:
    with database.read() as session:
        landscape = map_of(database, run)
        return session.query(TileRow).where(TileRow.landscape_id == landscape).count()


def test_how_long_a_piece_takes_is_learnt_from_networks_of_its_kind(database: Database) -> None:
    first = mapped(database)
    with database.write() as session:
        row = landscapes.find(session, map_of(database, first))
        assert row is not None
        row.tile_seconds = 3.0
    other = finished(database, network_options={"width": 7})
    second = mapped(database)
    assert turn(database, second, map_of(database, second)).seconds is not None
    assert turn(database, other, map_of(database, other)).seconds is None


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
