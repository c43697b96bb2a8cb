"""The line as people see it: every map and evaluation that is not done, by its next turn."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from math import ceil
from statistics import fmean

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.tiling import PIECE_SECONDS, ROOM, TILE_POINTS
from backend.contracts.turns import Work
from backend.store import line, turns
from backend.store.database import now
from backend.store.tables import RunRow, TurnRow
from backend.store.turn_forecast import Foreseen, Held, Key, Pace, foresee, keys_of
from backend.store.turn_order import Line, MapWork
from backend.store.turn_paces import Paces, paces
from backend.store.turns import UNKNOWN_SECONDS, Piece


def works(session: Session) -> list[Work]:
    """All of them, by their next turn."""
    moment, lines = now(session), turns.in_line(session)
    pieces = turns.held(session, moment)
    keys = {(piece.run, piece.landscape) for piece in pieces}
    keys.update(key for each in lines for key in keys_of(each))
    measured = paces(session, keys)
    known = [_turn_seconds(key, pace) for key, pace in measured.items() if pace]
    typical = fmean(known or [UNKNOWN_SECONDS])

    def pace(key: Key) -> float:
        own = measured[key]
        return _turn_seconds(key, own) if own else typical

    held = [_held(piece, pace, moment) for piece in pieces]
    in_turns = [_in_turns(each, measured) for each in lines]
    foreseen = foresee(line.clock(session), in_turns, held, pace)
    found = _works(session, foreseen, measured, {each.key for each in held}, moment)
    return sorted(found, key=lambda work: work.position)


def _turn_seconds(key: Key, pace: float) -> float:
    return pace if key[1] is None else pace * _networks_a_turn(pace)


def _networks_a_turn(pace: float | None) -> int:
    """That a piece of a map scores, as far as it is known how long one takes."""
    return min(TILE_POINTS, max(1, int(PIECE_SECONDS / pace))) if pace else TILE_POINTS


def _in_turns(each: Line, measured: Paces) -> Line:
    """The same line with its maps counted in turns."""
    maps = [_map_in_turns(work, measured[each.run, work.id]) for work in each.maps]
    return replace(each, maps=maps)


def _map_in_turns(work: MapWork, pace: float | None) -> MapWork:
    networks = _networks_a_turn(pace)
    return replace(
        work,
        next=work.next * TILE_POINTS // (ROOM * networks),
        coarse=ceil(work.coarse / networks),
        fine=ceil(work.fine / networks),
    )


def _works(
    session: Session,
    foreseen: Mapping[Key, Foreseen],
    measured: Paces,
    at_work: set[Key],
    moment: datetime,
) -> Iterator[Work]:
    runs = {run for run, _ in foreseen}
    rows = session.execute(
        select(RunRow.id, RunRow.name, TurnRow)
        .join(TurnRow, TurnRow.run_id == RunRow.id)
        .where(RunRow.id.in_(runs))
    )
    named = {run: (name, line.watched(turn, moment)) for run, name, turn in rows}
    for (run, landscape), seen in foreseen.items():
        known = measured[run, landscape] is not None
        name, watched = named[run]
        yield Work(
            kind="evaluation" if landscape is None else "map",
            run=run,
            name=name,
            landscape=landscape,
            position=seen.position,
            at_work=(run, landscape) in at_work,
            watched=watched,
            seconds_to_picture=seen.picture if known else None,
            seconds=seen.done if known else None,
        )


def _held(piece: Piece, pace: Pace, moment: datetime) -> Held:
    key = piece.run, piece.landscape
    begun = (moment - piece.started_at).total_seconds() if piece.started_at else 0.0
    return Held(key, max(0.0, pace(key) - begun), piece.coarse)
