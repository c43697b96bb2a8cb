"""Landscapes: made with all their tiles, read while they grow, ended."""

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts import tiling
from backend.contracts.landscapes import Geometry, Landscape, LandscapeRequest
from backend.contracts.runs import EventKind, Failure, JobPhase
from backend.store import events, line
from backend.store.database import is_id, locked, new_id, now
from backend.store.errors import StaleAttempt
from backend.store.landscape_views import landscape_view
from backend.store.line import UNFINISHED
from backend.store.tables import EventRow, LandscapeRow, RunRow, TileRow


def create(session: Session, run_id: str, request: LandscapeRequest) -> Landscape | None:
    """Store the landscape with all its work and tell the workers; null for an unknown run."""
    if not is_id(run_id):
        return None
    # Locked, because the event below belongs to the run.
    run = session.scalar(locked(select(RunRow).where(RunRow.id == run_id)))
    if run is None:
        return None
    line.line_up(session, run_id)
    row = _row(session, run_id, request)
    session.add(row)
    session.flush()
    session.add_all(_tile_rows(row.id, request))
    events.append(session, row.id, EventKind.PHASE, {"phase": row.phase})
    events.append(session, run_id, EventKind.LANDSCAPE, {"landscape": row.id})
    line.ring(session)
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
        first_pieces=tiling.first_pieces(request),
        rung_at=(moment := now(session)),
        created_at=moment,
    )


def _tile_rows(landscape_id: str, request: LandscapeRequest) -> list[TileRow]:
    return [
        TileRow(
            landscape_id=landscape_id,
            number=tiling.ROOM * place,
            level=tile.level,
            indices=tile.indices,
            networks=tile.networks,
        )
        for place, tile in enumerate(tiling.work(request))
    ]


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


def end(
    session: Session, row: LandscapeRow, phase: JobPhase, failure: Failure | None = None
) -> None:
    """The one way to a terminal phase; the caller has locked the row."""
    row.phase = phase
    row.failure = None if failure is None else failure.model_dump(mode="json")
    row.finished_at = now(session)
    row.rung_at = None
    events.append(session, row.id, EventKind.PHASE, {"phase": phase})


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
    session.execute(delete_rows(LandscapeRow).where(LandscapeRow.number == row.number))
    return True
