"""Runs as people see them: made, read, renamed and deleted."""

from collections.abc import Sequence

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, title
from backend.contracts.reading import read
from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult, EventKind, JobPhase, Run, RunPatch, RunRequest
from backend.contracts.stored_recipes import StoredRecipe, read_recipe
from backend.store import events
from backend.store.database import is_id, locked, new_id, now
from backend.store.errors import MissingRuns, NotTerminal, UnusableRuns
from backend.store.grouping import group_hash
from backend.store.references import find_reference, reference_hash
from backend.store.run_pages import page
from backend.store.run_views import run_view
from backend.store.tables import (
    ArtifactRow,
    EpochRow,
    EventRow,
    LandscapeRow,
    NeedRow,
    OutboxRow,
    RunRow,
    TagRow,
    TurnRow,
)
from backend.store.waiting import fail_waiting, ring_run

__all__ = ["create", "delete", "epochs", "find_reference", "get", "page", "patch"]


def create(
    session: Session, request: RunRequest, owner: str, *, retry_of: str | None = None
) -> Run:
    """Queue a run and, where it waits for no other, its message.

    Raises:
        MissingRuns: the recipe names runs that do not exist.
        UnusableRuns: it names runs that failed or were cancelled.
    """
    ready = _check_needed(session, request.recipe.needs)
    row = _row(session, request, owner, retry_of)
    session.add(row)
    session.flush()
    session.add(TurnRow(run_id=row.id))
    session.add_all(NeedRow(run_id=row.id, needed_id=needed) for needed in request.recipe.needs)
    events.append(session, row.id, EventKind.PHASE, {"phase": row.phase})
    if ready:
        ring_run(session, row)
    return run_view(session, row)


def _check_needed(session: Session, ids: Sequence[str]) -> bool:
    """Whether all needed runs are completed. The lock keeps them from ending unseen meanwhile."""
    needed = locked(select(RunRow).where(RunRow.id.in_(ids)), share=True)
    phases = {row.id: JobPhase(row.phase) for row in session.scalars(needed)} if ids else {}
    if missing := [run_id for run_id in ids if run_id not in phases]:
        raise MissingRuns(missing)
    unusable = (JobPhase.FAILED, JobPhase.CANCELLED)
    if ended := [run_id for run_id in ids if phases[run_id] in unusable]:
        raise UnusableRuns(ended)
    return all(phase == JobPhase.COMPLETED for phase in phases.values())


def _row(session: Session, request: RunRequest, owner: str, retry_of: str | None) -> RunRow:
    recipe = request.recipe
    return RunRow(
        id=new_id(),
        name=(request.name or "").strip() or default_name(recipe),
        recipe=recipe.model_dump(mode="json"),
        recipe_hash=recipe.recipe_hash(),
        procedure_hash=reference_hash(session, recipe),
        group_hash=group_hash(session, recipe),
        dataset=recipe.dataset,
        network=recipe.network,
        method=recipe.method,
        phase=JobPhase.QUEUED,
        created_at=now(session),
        owner=owner,
        tags=_tag_rows(request.tags),
        notes=request.notes,
        retry_of=retry_of,
    )


def default_name(recipe: Recipe | StoredRecipe) -> str:
    """What a run is called until somebody names it."""
    method, network = title(METHODS, recipe.method), title(NETWORKS, recipe.network)
    return f"{method}, {network} on {title(DATASETS, recipe.dataset)}"


def _tag_rows(tags: Sequence[str]) -> list[TagRow]:
    return [TagRow(position=k, tag=tag) for k, tag in enumerate(dict.fromkeys(tags))]


def _find(session: Session, run_id: str, *, lock: bool = False) -> RunRow | None:
    if not is_id(run_id):
        return None
    statement = select(RunRow).where(RunRow.id == run_id)
    return session.scalar(locked(statement) if lock else statement)


def get(session: Session, run_id: str) -> Run | None:
    row = _find(session, run_id)
    return None if row is None else run_view(session, row)


def patch(session: Session, run_id: str, change: RunPatch) -> Run | None:
    """Change the fields that are given; an empty name brings the default one back."""
    row = _find(session, run_id, lock=True)
    if row is None:
        return None
    given = change.model_dump(exclude_none=True, exclude={"tags", "name"})
    for field, value in given.items():
        setattr(row, field, value)
    if change.name is not None:
        row.name = change.name.strip() or default_name(read_recipe(row.recipe))
    if change.tags is not None:
        row.tags.clear()
        session.flush()  # the old positions go before the new ones come
        row.tags.extend(_tag_rows(change.tags))
    session.flush()
    return run_view(session, row)


def delete(session: Session, run_id: str) -> list[str] | None:
    """Delete a run that has ended, with its landscapes and history; runs that wait for it fail.

    Returns:
        Folders of its artifacts, to be removed once this is committed; null for an unknown run.

    Raises:
        NotTerminal: the run is queued or running.
    """
    row = _find(session, run_id, lock=True)
    if row is None:
        return None
    if not JobPhase(row.phase).terminal:
        raise NotTerminal(run_id, row.phase)
    fail_waiting(session, row, "was deleted")
    folders = select(ArtifactRow.folder).where(ArtifactRow.run_id == run_id).distinct()
    removed = list(session.scalars(folders))
    _forget(session, row)
    return removed


def _forget(session: Session, row: RunRow) -> None:
    own = select(LandscapeRow.id).where(LandscapeRow.run_id == row.id)
    subjects = [row.id, *session.scalars(own)]
    session.execute(delete_rows(EventRow).where(EventRow.subject.in_(subjects)))
    session.execute(delete_rows(OutboxRow).where(OutboxRow.subject.in_(subjects)))
    session.execute(delete_rows(RunRow).where(RunRow.number == row.number))


def epochs(session: Session, run_id: str) -> list[EpochResult]:
    """In order; of an epoch that was repeated after a restart, the last result."""
    if not is_id(run_id):
        return []
    rows = select(EpochRow.result).where(EpochRow.run_id == run_id).order_by(EpochRow.epoch)
    return [read(EpochResult, result) for result in session.scalars(rows)]
