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
from backend.contracts.tiling import PROFILE_LEVEL, ProfilePart
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
    divisible: bool
    """Whether a part of it may be finished, and the rest become a piece of its own."""
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
    # Maps of before pieces were split have no room between their numbers.
    taken = session.get(TileRow, (landscape.id, tile.number + 1))
    return _claim(tile, lease_seconds, divisible=taken is None)


def _claim(tile: TileRow, lease_seconds: float, *, divisible: bool) -> TileClaim:
    pairs = [(first, second) for first, second in tile.indices]
    profile = tile.level == PROFILE_LEVEL
    return TileClaim(
        landscape_id=tile.landscape_id,
        number=tile.number,
        attempt=tile.attempt,
        level=tile.level,
        indices=[] if profile else pairs,
        part=ProfilePart.of(pairs) if profile else None,
        divisible=divisible,
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

    Of the first points alone, where the tile takes long: the others become the next tile. Numbers
    that are not finite are kept as null.
    """
    landscape, tile = _held(session, claim)
    _check(landscape, claim, update)
    _split(session, tile, claim.indices[len(update.indices) :])
    tile.indices, tile.networks = update.indices, len(update.indices)
    values = {metric: _finite(numbers) for metric, numbers in update.values.items()}
    landscape.completed_points += len(update.indices)
    shown = {"indices": update.indices, "values": values}
    events.append(session, landscape.id, EventKind.TILE, shown)
    _finish(session, landscape, tile, values)


def save_profile(
    session: Session,
    claim: TileClaim,
    grown: Callable[[Profile | None], Profile],
    rest: ProfilePart | None = None,
) -> None:
    """Store a part of the profile, the work of a claim that has one.

    Args:
        session: That writes.
        claim: Of the part.
        grown: From the profile as it is now, with the parts of other workers, to one that holds
            this part too.
        rest: What is left of the part where it takes long; it becomes the next piece.
    """
    landscape, tile = _held(session, claim)
    if claim.part is None:
        raise ValueError(f"expected the claim of a profile, got tile {claim.number}")
    if rest is not None:
        tile.networks = rest.done - claim.part.done
        _split(session, tile, rest.indices(), rest.networks)
    known = None if landscape.profile is None else Profile.model_validate(landscape.profile)
    landscape.profile = grown(known).model_dump(mode="json")
    events.append(session, landscape.id, EventKind.LANDSCAPE, {"landscape": landscape.id})
    _finish(session, landscape, tile, None)


def _split(
    session: Session, tile: TileRow, rest: list[tuple[int, int]], networks: int | None = None
) -> None:
    """Make what is left of a piece, if anything, the one that follows it."""
    if rest:
        row = TileRow(landscape_id=tile.landscape_id, number=tile.number + 1, level=tile.level)
        row.indices, row.networks = rest, len(rest) if networks is None else networks
        session.add(row)
        line.ring(session)


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
    metrics, count = stored_request(landscape).metrics, len(update.indices)
    fits = update.indices == claim.indices[: count if claim.divisible else None]
    if claim.part or not count or not fits or set(update.values) != set(metrics):
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
        took = (moment - tile.started_at).total_seconds() / tile.networks
        landscape.point_seconds = smoothed(landscape.point_seconds, took)
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
    """What a network takes, from what one took before and takes now."""
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
