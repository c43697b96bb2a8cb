"""Rows as the contract shows them: with queue position, what is waited for, and reference."""

from bisect import bisect_right
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.reading import read
from backend.contracts.remarks import remark_on
from backend.contracts.runs import Failure, JobPhase, Progress, Run, RunFigures
from backend.contracts.stored_recipes import read_recipe, unknown_in
from backend.contracts.tasks import QUEUE_TRAIN
from backend.store import troubles
from backend.store.references import candidates
from backend.store.tables import FigureRow, NeedRow, RunRow


def run_views(session: Session, rows: Sequence[RunRow]) -> list[Run]:
    """All rows by three further queries, however many they are."""
    references = candidates(session, {row.procedure_hash for row in rows} - {None})
    positions = _queue_positions(session, rows)
    obstacle = troubles.of_queue(session, QUEUE_TRAIN) if positions else None
    waits = _waits_for(session, [row.id for row in rows if row.phase == JobPhase.QUEUED])
    return [
        _view(
            row,
            waits_for=waits.get(row.id, []),
            queue_position=positions.get(row.number),
            obstacle=obstacle if row.number in positions else None,
            reference=_other(row, references.get(row.procedure_hash, ())),
        )
        for row in rows
    ]


def run_view(session: Session, row: RunRow) -> Run:
    return run_views(session, [row])[0]


def _other(row: RunRow, references: Sequence[str]) -> str | None:
    """The newest that is not the run itself: an ensemble is no retraining of itself."""
    return next((run_id for run_id in references if run_id != row.id), None)


def _queue_positions(session: Session, rows: Sequence[RunRow]) -> dict[int, int]:
    """Number of a queued run -> its place in the queue, from 1."""
    wanted = [row.number for row in rows if row.phase == JobPhase.QUEUED]
    if not wanted:
        return {}
    queued = select(RunRow.number).where(RunRow.phase == JobPhase.QUEUED).order_by(RunRow.number)
    line = list(session.scalars(queued))
    return {number: bisect_right(line, number) for number in wanted}


def _waits_for(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """Id of a queued run -> ids of the unfinished runs it needs."""
    rows = session.execute(
        select(NeedRow.run_id, NeedRow.needed_id)
        .join(RunRow, RunRow.id == NeedRow.needed_id)
        .where(NeedRow.run_id.in_(ids), RunRow.phase != JobPhase.COMPLETED)
        .order_by(RunRow.number)
    )
    waits: dict[str, list[str]] = {}
    for run_id, needed_id in rows:
        waits.setdefault(run_id, []).append(needed_id)
    return waits


def _view(
    row: RunRow,
    *,
    waits_for: list[str],
    queue_position: int | None,
    obstacle: str | None,
    reference: str | None,
) -> Run:
    recipe, figures = read_recipe(row.recipe), _figures(row.figures)
    return Run(
        id=row.id,
        name=row.name,
        recipe=recipe,
        unknown=unknown_in(recipe),
        phase=JobPhase(row.phase),
        progress=_progress(row),
        attempt=row.attempt,
        failure=None if row.failure is None else read(Failure, row.failure),
        waits_for=waits_for,
        queue_position=queue_position,
        obstacle=obstacle,
        cancel_requested=row.cancel_requested,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        owner=row.owner,
        tags=[tag.tag for tag in row.tags],
        notes=row.notes,
        starred=row.starred,
        archived=row.archived,
        retry_of=row.retry_of,
        reference=reference,
        group=row.group_hash,
        figures=figures,
        remark=remark_on(recipe, figures),
    )


def _progress(row: RunRow) -> Progress | None:
    """As last reported; what is completed has done all of its steps since."""
    if row.progress is None:
        return None
    told = read(Progress, row.progress)
    if row.phase != JobPhase.COMPLETED:
        return told
    done = {"step": told.total_steps, "epoch": told.total_epochs, "seconds_left": 0.0}
    return told.model_copy(update=done)


def _figures(row: FigureRow | None) -> RunFigures | None:
    if row is None:
        return None
    return RunFigures.model_validate({name: getattr(row, name) for name in RunFigures.model_fields})
