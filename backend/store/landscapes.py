"""Landscapes: made with all their tiles, read while they grow, ended."""

from sqlalchemy import delete as delete_rows
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from backend.contracts import tiling
from backend.contracts.landscapes import Geometry, Landscape, LandscapeRequest
from backend.contracts.runs import EventKind, Failure, JobPhase
from backend.contracts.tasks import QUEUE_LANDSCAPE, TASK_LANDSCAPE
from backend.store import evaluations, events, outbox
from backend.store.database import is_id, locked, new_id, now
from backend.store.errors import StaleAttempt
from backend.store.landscape_views import landscape_view
from backend.store.outbox import OutboxEntry
from backend.store.tables import EventRow, LandscapeRow, OutboxRow, RunRow, TileRow

UNFINISHED = (JobPhase.QUEUED, JobPhase.RUNNING)
PROFILE_LEVEL = 0
"""Of the tile that stands for the profile."""


def create(session: Session, run_id: str, request: LandscapeRequest) -> Landscape | None:
    """Store the landscape with all its work and tell the workers; null for an unknown run."""
    if not is_id(run_id):
        return None
    # Locked, because the event below belongs to the run.
    run = session.scalar(locked(select(RunRow).where(RunRow.id == run_id)))
    if run is None:
        return None
    row = _row(session, run_id, request)
    session.add(row)
    session.flush()
    session.add_all(_tile_rows(row.id, request))
    events.append(session, row.id, EventKind.PHASE, {"phase": row.phase})
    events.append(session, run_id, EventKind.LANDSCAPE, {"landscape": row.id})
    ring_landscape(session, row)
    session.flush()
    return landscape_view(session, row)


def _row(session: Session, run_id: str, request: LandscapeRequest) -> LandscapeRow:
    nx, ny = request.sides
    return LandscapeRow(
        id=new_id(),
        run_id=run_id,
        request=request.model_dump(mode="json"),
        phase=JobPhase.QUEUED,
        level=0,
        completed_points=0,
        total_points=nx * ny,
        created_at=now(session),
    )


def _tile_rows(landscape_id: str, request: LandscapeRequest) -> list[TileRow]:
    """Coarse to fine; the profile follows the coarsest level, which shows the picture first."""
    work = [(tile.level, tile.indices) for tile in tiling.tiles(request)]
    first_level = sum(level == 1 for level, _ in work)
    work.insert(first_level, (PROFILE_LEVEL, []))
    return [
        TileRow(landscape_id=landscape_id, number=number, level=level, indices=indices)
        for number, (level, indices) in enumerate(work)
    ]


def ring_landscape(session: Session, row: LandscapeRow) -> OutboxEntry | None:
    """Tell the landscape workers, unless that message has still to be sent."""
    row.rung_at = now(session)
    return outbox.ring(session, QUEUE_LANDSCAPE, TASK_LANDSCAPE, row.id)


def find(session: Session, landscape_id: str, *, lock: bool = False) -> LandscapeRow | None:
    """The row; locked, no other transaction changes the landscape or its tiles meanwhile."""
    if not is_id(landscape_id):
        return None
    statement = select(LandscapeRow).where(LandscapeRow.id == landscape_id)
    return session.scalar(locked(statement) if lock else statement)


def get(session: Session, landscape_id: str) -> Landscape | None:
    row = find(session, landscape_id)
    return None if row is None else landscape_view(session, row)


def list_of_run(session: Session, run_id: str) -> list[Landscape]:
    """Oldest first."""
    if not is_id(run_id):
        return []
    rows = select(LandscapeRow).where(LandscapeRow.run_id == run_id).order_by(LandscapeRow.number)
    return [landscape_view(session, row) for row in session.scalars(rows)]


def begin(session: Session, landscape_id: str, geometry: Geometry, examples: int) -> None:
    """Say where the plane lies and on how many images points are scored; the first word stays.

    Raises:
        StaleAttempt: the landscape has ended or gone.
    """
    row = find(session, landscape_id, lock=True)
    if row is None or row.phase not in UNFINISHED:
        raise StaleAttempt(f"landscape {landscape_id}", 0)
    if row.geometry is None:
        row.geometry, row.examples = geometry.model_dump(mode="json"), examples
        events.append(session, row.id, EventKind.LANDSCAPE, {"landscape": row.id})


def call_helper(session: Session, landscape_id: str) -> bool:
    """Ring once more while there is work that nobody has taken, so that idle workers join.

    Every task calls it once after its first tile: messages then grow with the workers at hand.
    """
    row = find(session, landscape_id, lock=True)
    if row is None or row.phase not in UNFINISHED:
        return False
    moment = now(session)
    free = exists().where(
        TileRow.landscape_id == row.id,
        TileRow.finished_at.is_(None),
        or_(TileRow.lease_until.is_(None), TileRow.lease_until < moment),
    )
    return bool(session.scalar(select(free))) and ring_landscape(session, row) is not None


def waiting(session: Session) -> bool:
    """Whether some landscape has not been begun by any worker."""
    queued = select(LandscapeRow.id).where(LandscapeRow.phase == JobPhase.QUEUED)
    return session.scalar(queued.limit(1)) is not None


def end(
    session: Session, row: LandscapeRow, phase: JobPhase, failure: Failure | None = None
) -> None:
    """The one way to a terminal phase; the caller has locked the row."""
    row.phase = phase
    row.failure = None if failure is None else failure.model_dump(mode="json")
    row.finished_at = now(session)
    row.rung_at = None
    events.append(session, row.id, EventKind.PHASE, {"phase": phase})
    session.flush()
    evaluations.ring_after_landscapes(session, row.run_id)


def fail(session: Session, landscape_id: str, failure: Failure) -> None:
    """End it with a sentence; what was computed stays, and one that has ended stays as it is."""
    row = find(session, landscape_id, lock=True)
    if row is not None and row.phase in UNFINISHED:
        end(session, row, JobPhase.FAILED, failure)


def cancel(session: Session, landscape_id: str) -> Landscape | None:
    """End it at once: its workers learn it at their next word. One that has ended stays."""
    row = find(session, landscape_id, lock=True)
    if row is None:
        return None
    if row.phase in UNFINISHED:
        end(session, row, JobPhase.CANCELLED)
    return landscape_view(session, row)


def delete(session: Session, landscape_id: str) -> bool:
    """Remove it with its tiles and history, whatever its phase; false for an unknown one."""
    row = find(session, landscape_id, lock=True)
    if row is None:
        return False
    session.execute(delete_rows(EventRow).where(EventRow.subject == row.id))
    session.execute(delete_rows(OutboxRow).where(OutboxRow.subject == row.id))
    session.execute(delete_rows(LandscapeRow).where(LandscapeRow.number == row.number))
    return True
