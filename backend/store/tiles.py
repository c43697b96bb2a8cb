"""The landscape workers' side: pieces of one landscape, claimed and finished one by one.

All of it happens under the lock of the landscape's row, so that counts, levels and events agree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy import update as update_rows
from sqlalchemy.orm import Session

from backend.contracts.landscapes import LandscapeUpdate, Profile
from backend.contracts.runs import EventKind, JobPhase
from backend.contracts.tiling import PROFILE_LEVEL, WHOLE_PROFILE, ProfilePart
from backend.store import events, landscapes, line
from backend.store.database import now
from backend.store.errors import StaleAttempt
from backend.store.jobs import MAX_STALLED
from backend.store.landscape_views import stored_request
from backend.store.line import UNFINISHED
from backend.store.tables import LandscapeRow, TileRow

SMOOTHING = 4
"""Pieces that the smoothed seconds are mainly about."""


@dataclass(frozen=True)
class TileClaim:
    """The right to write one tile."""

    landscape_id: str
    number: int
    attempt: int
    level: int
    indices: list[tuple[int, int]]
    """(row, column) of every point; none where a part of the profile is the work."""
    part: ProfilePart | None
    """Of the profile, where that is the work."""
    lease_seconds: float


def claim_tile(
    session: Session, landscape_id: str, worker: str, lease_seconds: float
) -> TileClaim | None:
    """The next piece that nobody holds, coarse to fine; null when there is none to take."""
    landscape = landscapes.find(session, landscape_id, lock=True)
    if landscape is None or landscape.phase not in UNFINISHED:
        return None
    tile = _next(session, landscape)
    if tile is None:
        return None
    tile.attempt += 1
    tile.stalled += 1
    tile.worker = worker[:200]
    tile.started_at = moment = now(session)
    tile.lease_until = moment + timedelta(seconds=lease_seconds)
    if landscape.phase == JobPhase.QUEUED:
        landscape.phase = JobPhase.RUNNING
        events.append(session, landscape.id, EventKind.PHASE, {"phase": landscape.phase})
    return _claim(tile, lease_seconds)


def _claim(tile: TileRow, lease_seconds: float) -> TileClaim:
    pairs = [(first, second) for first, second in tile.indices]
    profile = tile.level == PROFILE_LEVEL
    return TileClaim(
        landscape_id=tile.landscape_id,
        number=tile.number,
        attempt=tile.attempt,
        level=tile.level,
        indices=[] if profile else pairs,
        part=ProfilePart(*(pairs or [WHOLE_PROFILE])[0]) if profile else None,
        lease_seconds=lease_seconds,
    )


def _next(session: Session, landscape: LandscapeRow) -> TileRow | None:
    return session.scalar(
        select(TileRow)
        .where(
            TileRow.landscape_id == landscape.id,
            is_free(now(session)),
        )
        .order_by(TileRow.number)
        .limit(1)
    )


def is_free(moment: datetime) -> ColumnElement[bool]:
    """Condition on a piece of an unfinished landscape: somebody may take it."""
    return and_(
        TileRow.finished_at.is_(None),
        TileRow.stalled < MAX_STALLED,
        or_(TileRow.lease_until.is_(None), TileRow.lease_until < moment),
    )


def renew_tile(session: Session, claim: TileClaim) -> None:
    """Keep a tile that takes long.

    Raises:
        StaleAttempt: as every function below, when the tile was taken over or its landscape has
            ended or gone.
    """
    _, tile = _held(session, claim)
    tile.lease_until = now(session) + timedelta(seconds=claim.lease_seconds)


def release_tile(session: Session, claim: TileClaim, *, gave_way: bool = False) -> None:
    """Give a tile back, as the worker stops or somebody comes first; the attempt counts as none."""
    _, tile = _held(session, claim)
    tile.worker = tile.lease_until = None
    tile.stalled = max(tile.stalled - 1, 0)
    tile.gave_way = tile.gave_way or gave_way
    line.ring(session)


def finish_tile(session: Session, claim: TileClaim, update: LandscapeUpdate) -> None:
    """Store the values of a tile's points; the last piece completes the landscape.

    Numbers that are not finite are kept as null.
    """
    landscape, tile = _held(session, claim)
    _check(landscape, claim, update)
    values = {metric: _finite(numbers) for metric, numbers in update.values.items()}
    landscape.completed_points += len(update.indices)
    shown = {"indices": update.indices, "values": values}
    events.append(session, landscape.id, EventKind.TILE, shown)
    _finish(session, landscape, tile, values)


def save_profile(
    session: Session, claim: TileClaim, grown: Callable[[Profile | None], Profile]
) -> None:
    """Store a part of the profile, the work of a claim that has one.

    Args:
        session: That writes.
        claim: Of the part.
        grown: From the profile as it is now, with the parts of other workers, to one that holds
            this part too.
    """
    landscape, tile = _held(session, claim)
    if claim.part is None:
        raise ValueError(f"expected the claim of a profile, got tile {claim.number}")
    known = None if landscape.profile is None else Profile.model_validate(landscape.profile)
    landscape.profile = grown(known).model_dump(mode="json")
    events.append(session, landscape.id, EventKind.LANDSCAPE, {"landscape": landscape.id})
    _finish(session, landscape, tile, None)


def _held(session: Session, claim: TileClaim) -> tuple[LandscapeRow, TileRow]:
    landscape = landscapes.find(session, claim.landscape_id, lock=True)
    tile = session.get(TileRow, (claim.landscape_id, claim.number), populate_existing=True)
    held = (
        landscape is not None
        and tile is not None
        and landscape.phase in UNFINISHED
        and tile.attempt == claim.attempt
        and tile.finished_at is None
        and tile.lease_until is not None
    )
    if landscape is None or tile is None or not held:
        raise StaleAttempt(f"tile {claim.number} of landscape {claim.landscape_id}", claim.attempt)
    return landscape, tile


def _check(landscape: LandscapeRow, claim: TileClaim, update: LandscapeUpdate) -> None:
    metrics = stored_request(landscape).metrics
    if claim.part or update.indices != claim.indices or set(update.values) != set(metrics):
        raise ValueError(
            f"expected {sorted(metrics)} at the {len(claim.indices)} points of tile "
            f"{claim.number}, got {sorted(update.values)} at {len(update.indices)} points"
        )


def _finite(numbers: Sequence[float | None]) -> list[float | None]:
    return [x if x is not None and isfinite(x) else None for x in numbers]


def _finish(
    session: Session,
    landscape: LandscapeRow,
    tile: TileRow,
    values: dict[str, list[float | None]] | None,
) -> None:
    tile.values = values
    tile.finished_at = moment = now(session)
    if tile.started_at is not None:
        took = (moment - tile.started_at).total_seconds()
        landscape.tile_seconds = smoothed(landscape.tile_seconds, took)
    tile.worker = tile.lease_until = None
    session.flush()
    _forget_stalls(session, landscape)
    _raise_level(session, landscape)
    if _coarsest_unfinished(session, landscape, PROFILE_LEVEL) is None:
        landscapes.end(session, landscape, JobPhase.COMPLETED)


def _forget_stalls(session: Session, landscape: LandscapeRow) -> None:
    """A finished piece shows that workers come further: those of all others are counted anew."""
    session.execute(
        update_rows(TileRow)
        .where(
            TileRow.landscape_id == landscape.id,
            TileRow.finished_at.is_(None),
            TileRow.stalled > 0,
        )
        .values(stalled=0)
    )


def smoothed(before: float | None, seconds: float) -> float:
    """What a piece takes, from what it took before and takes now."""
    return seconds if before is None else before + (seconds - before) / SMOOTHING


def _raise_level(session: Session, landscape: LandscapeRow) -> None:
    unfinished = _coarsest_unfinished(session, landscape, PROFILE_LEVEL + 1)
    strides = stored_request(landscape).strides
    level = len(strides) if unfinished is None else unfinished - 1
    if level > landscape.level:
        landscape.level = level
        events.append(session, landscape.id, EventKind.LEVEL, {"level": level})


def _coarsest_unfinished(session: Session, landscape: LandscapeRow, lowest: int) -> int | None:
    return session.scalar(
        select(func.min(TileRow.level)).where(
            TileRow.landscape_id == landscape.id,
            TileRow.level >= lowest,
            TileRow.finished_at.is_(None),
        )
    )
