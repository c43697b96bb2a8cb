"""Whose turn it is: the one place where landscape workers get their work.

Decided at the claim, from the rows alone and by the law of `turn_order`; any number of workers may
ask at once.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from backend.contracts.tiling import PIECE_SECONDS
from backend.store import evaluations, landscapes, line, tiles
from backend.store.database import alone, now
from backend.store.evaluations import EvaluationClaim
from backend.store.line import UNFINISHED
from backend.store.tables import EvaluationRow, LandscapeRow, RunRow, TileRow, TurnRow
from backend.store.tiles import TileClaim
from backend.store.turn_order import Charge, Line, MapWork, due

Claim = TileClaim | EvaluationClaim
UNKNOWN_SECONDS = 1.0
"""That a turn is taken to last where nothing like it was measured."""


class TakenTurn(NamedTuple):
    """A worker's."""

    run: str
    claim: Claim
    charge: Charge


def claim(session: Session, worker: str, lease_seconds: float) -> TakenTurn | None:
    """The next piece of work, for this worker alone; null when there is none to take."""
    alone(session, "turns")
    clock, waiting = line.clock(session), in_line(session)
    runs = len(waiting)
    while waiting:
        chosen, fair = due(clock, waiting)
        work = chosen.work
        taken: Claim | None
        if work is None:
            taken = evaluations.claim(session, chosen.run, worker, lease_seconds)
        else:
            taken = tiles.claim_tile(session, work.id, worker, lease_seconds)
        if taken is not None:
            charge = Charge(_expected(session, taken), runs, fair)
            again = clock.charge(chosen.due, charge)
            line.serve(session, chosen.run, again, evaluated=work is None)
            line.set_clock(session, clock)
            return TakenTurn(chosen.run, taken, charge)
        waiting.remove(chosen)  # it was cancelled or deleted meanwhile
    return None


def settle(session: Session, turn: TakenTurn, seconds: float) -> None:
    """Charge what a turn has taken in place of what it was expected to."""
    alone(session, "turns")
    clock = line.clock(session)
    line.delay(session, turn.run, clock.correct(turn.charge, seconds))
    line.set_clock(session, clock)


def _expected(session: Session, claim: Claim) -> float:
    """Seconds, by what came before."""
    if isinstance(claim, EvaluationClaim):
        evaluation = session.get(EvaluationRow, claim.run_id)
        return (evaluation and evaluation.set_seconds) or UNKNOWN_SECONDS
    landscape = landscapes.find(session, claim.landscape_id)
    tile = session.get(TileRow, (claim.landscape_id, claim.number))
    if tile is None or landscape is None or landscape.point_seconds is None:
        return UNKNOWN_SECONDS
    return min(PIECE_SECONDS, tile.networks * landscape.point_seconds)


def call_helper(session: Session) -> bool:
    """Ring once more while there is work that nobody has taken, so that idle workers join.

    Every task calls it once after its first claim: messages then grow with the workers at hand.
    """
    return bool(in_line(session)) and line.ring(session) is not None


def gives_way(session: Session, claim: Claim) -> bool:
    """Whether the work of a claim is to be put back, because somebody waits for a first picture.

    Only for one that no worker is at. Each piece gives way once; one that is itself of a first
    picture that somebody waits for never does.
    """
    if not _may_give_way(session, claim):
        return False
    waiting = {each.run for each in in_line(session) if each.watched and each.coarse}
    return bool(waiting - {piece.run for piece in held(session, now(session))})


def _may_give_way(session: Session, claim: Claim) -> bool:
    if isinstance(claim, EvaluationClaim):
        evaluation = session.get(EvaluationRow, claim.run_id)
        return evaluation is not None and not evaluation.gave_way
    tile = session.get(TileRow, (claim.landscape_id, claim.number))
    landscape = landscapes.find(session, claim.landscape_id)
    if tile is None or landscape is None or tile.gave_way:
        return False
    coarse = tile.number < landscape.first_pieces
    return not (coarse and line.is_watched(session, landscape.run_id))


class Piece(NamedTuple):
    """That a worker holds."""

    run: str
    landscape: str | None
    """Null of an evaluation."""
    started_at: datetime | None
    coarse: bool


def held(session: Session, moment: datetime) -> list[Piece]:
    """One for each worker at work on maps and evaluations."""
    at_tiles = (
        select(
            LandscapeRow.run_id,
            LandscapeRow.id,
            TileRow.started_at,
            TileRow.number < LandscapeRow.first_pieces,
        )
        .join(TileRow, TileRow.landscape_id == LandscapeRow.id)
        .where(
            LandscapeRow.phase.in_(UNFINISHED),
            TileRow.finished_at.is_(None),
            TileRow.lease_until >= moment,
        )
    )
    at_sets = select(EvaluationRow.run_id, EvaluationRow.started_at).where(
        EvaluationRow.phase.in_(UNFINISHED), EvaluationRow.lease_until >= moment
    )
    return [
        *(Piece(*row) for row in session.execute(at_tiles)),
        *(Piece(run, None, started, False) for run, started in session.execute(at_sets)),
    ]


def in_line(session: Session) -> list[Line]:
    """All runs with work that somebody may take."""
    moment = now(session)
    lines: dict[str, Line] = {}
    for run, work in _maps(session, moment):
        lines.setdefault(run, Line(run, 0.0)).maps.append(work)
    free = select(EvaluationRow.run_id, EvaluationRow.sets_left).where(evaluations.is_free(moment))
    for run, sets in session.execute(free):
        lines.setdefault(run, Line(run, 0.0)).sets = sets
    places = select(TurnRow, RunRow.number).join(RunRow, RunRow.id == TurnRow.run_id)
    for row, number in session.execute(places.where(TurnRow.run_id.in_(lines))):
        lines[row.run_id] = replace(
            lines[row.run_id],
            due=row.due,
            number=number,
            evaluated=row.evaluated,
            watched=line.watched(row, moment),
        )
    return list(lines.values())


def _maps(session: Session, moment: datetime) -> Iterator[tuple[str, MapWork]]:
    first = case((TileRow.number < LandscapeRow.first_pieces, TileRow.networks), else_=0)
    rows = session.execute(
        select(
            LandscapeRow.run_id,
            LandscapeRow.id,
            LandscapeRow.number,
            func.min(TileRow.number),
            func.sum(first),
            func.sum(TileRow.networks),
        )
        .join(TileRow, TileRow.landscape_id == LandscapeRow.id)
        .where(LandscapeRow.phase.in_(UNFINISHED), tiles.is_free(moment))
        .group_by(LandscapeRow.run_id, LandscapeRow.id, LandscapeRow.number)
    )
    for run, landscape, number, following, coarse, every in rows:
        yield run, MapWork(landscape, number, following, coarse, every - coarse)
