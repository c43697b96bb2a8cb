"""How long networks of maps and sets of evaluations take, as measured."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from backend.store.tables import EvaluationRow, LandscapeRow, RunRow
from backend.store.turn_forecast import Key

LOOKED_BACK = 100
"""Maps, and evaluations, among which one of the same kind is looked for, newest first."""

Paces = dict[Key, float | None]
"""Seconds that a network of a map, or a set, takes; null where nothing like it was measured."""
Kind = tuple[str, str, str]
"""Of networks: data set, network and its options."""


def paces(session: Session, keys: Collection[Key]) -> Paces:
    """As measured on themselves, else on the newest of the same networks."""
    runs = {run for run, _ in keys}
    kinds = {
        row.id: _kind(row) for row in session.execute(_runs(RunRow.id).where(RunRow.id.in_(runs)))
    }
    own = _own(session, runs)
    maps, sets = (_newest(session, statement) for statement in (_MAPS, _SETS))
    return {
        key: own.get(key) or (sets if key[1] is None else maps).get(kinds[key[0]]) for key in keys
    }


def _own(session: Session, runs: Collection[str]) -> Paces:
    tiles = select(LandscapeRow.run_id, LandscapeRow.id, LandscapeRow.point_seconds)
    of_maps = session.execute(tiles.where(LandscapeRow.run_id.in_(runs)))
    sets = select(EvaluationRow.run_id, EvaluationRow.set_seconds)
    of_sets = session.execute(sets.where(EvaluationRow.run_id.in_(runs)))
    measured: Paces = {(run, landscape): seconds for run, landscape, seconds in of_maps}
    return measured | {(run, None): seconds for run, seconds in of_sets}


def _runs(*columns: Any) -> Select[Any]:
    return select(RunRow.dataset, RunRow.network, RunRow.recipe, *columns)


_MAPS = (
    _runs(LandscapeRow.point_seconds.label("seconds"))
    .join(LandscapeRow, LandscapeRow.run_id == RunRow.id)
    .where(LandscapeRow.point_seconds.is_not(None))
    .order_by(LandscapeRow.number.desc())
    .limit(LOOKED_BACK)
)
_SETS = (
    _runs(EvaluationRow.set_seconds.label("seconds"))
    .join(EvaluationRow, EvaluationRow.run_id == RunRow.id)
    .where(EvaluationRow.set_seconds.is_not(None))
    .order_by(RunRow.number.desc())
    .limit(LOOKED_BACK)
)


def _newest(session: Session, statement: Select[Any]) -> dict[Kind, float]:
    found: dict[Kind, float] = {}
    for row in session.execute(statement):
        found.setdefault(_kind(row), row.seconds)
    return found


def _kind(row: Row[Any]) -> Kind:
    options = json.dumps(row.recipe.get("network_options"), sort_keys=True)
    return row.dataset, row.network, options
