"""Trainings: started, looked at, changed, cancelled, retried and deleted."""

import hashlib
from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from backend.contracts.accounts import Status
from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from backend.contracts.fault_words import shown
from backend.contracts.previews import Preview
from backend.contracts.run_groups import RunGroupPage, RunGroupQuery, RunNames, TagCount
from backend.contracts.runs import (
    DeletedRun,
    Dependents,
    EpochResult,
    JobPhase,
    Run,
    RunFilter,
    RunPage,
    RunPatch,
    RunQuery,
    RunRequest,
)
from backend.contracts.tasks import OUTBOX_CHANNEL, events_channel
from backend.queue import Queue
from backend.services.end_points import check_end_points, seen_alike
from backend.services.errors import Conflict, Invalid, NotFound, translated
from backend.services.feasibility import check_feasible
from backend.services.permissions import require_editor, require_owner
from backend.store import (
    idempotency,
    jobs,
    landscapes,
    line,
    previews,
    run_groups,
    run_pages,
    runs,
    troubles,
)
from backend.store.artifacts import Artifacts
from backend.store.checkpoints import Checkpoints
from backend.store.credentials import Identity
from backend.store.database import Database
from backend.store.dependents import dependents
from backend.store.image_results import ImageResults

_NAMED: Mapping[str, Mapping[str, Entry]] = {
    "dataset": DATASETS,
    "network": NETWORKS,
    "method": METHODS,
}
_FILE_NEEDED = "needs its file of weights: bring it to POST /checkpoints or on the launch page"


def found(session: Session, run_id: str) -> Run:
    """The run, or a refusal that says there is none."""
    run = runs.get(session, run_id)
    if run is None:
        raise NotFound(f"there is no run {run_id[:40]!r}")
    return run


def _check_names(session: Session, query: RunFilter) -> None:
    """A name is one of the catalog, or one that a stored run has: others are slips."""
    for field, entries in _NAMED.items():
        name = getattr(query, field)
        if name and name not in entries and name not in getattr(run_pages.names(session), field):
            known = ", ".join(entries)
            raise Invalid.field(f"/{field}", f"unknown {field} {shown(name)}; known are {known}")


class Runs:
    def __init__(
        self,
        database: Database,
        queue: Queue,
        artifacts: Artifacts,
        checkpoints: Checkpoints,
        image_results: ImageResults,
    ) -> None:
        self._database = database
        self._queue = queue
        self._artifacts = artifacts
        self._checkpoints = checkpoints
        self._image_results = image_results

    def create(
        self,
        identity: Identity,
        request: RunRequest,
        key: str | None,
        *,
        take_over: Callable[[str], None] | None = None,
    ) -> Run:
        """Queue a training; the same key with the same request gives the first one again.

        Args:
            identity: Who asks.
            request: Recipe, name, tags and notes.
            key: Of a request that may be sent twice.
            take_over: Gives the new run, by its id, the weights that a recipe alone lacks.
        """
        require_editor(identity)
        if not (request.recipe.entry.launchable or take_over):
            raise Invalid.field("/recipe/method", _FILE_NEEDED)
        check_feasible(request.recipe, "/recipe")
        body_hash = hashlib.sha256(request.model_dump_json().encode()).hexdigest()
        with translated(), self._database.write() as session:
            earlier = key and idempotency.recall(session, identity.user, key, body_hash)
            if earlier:
                return found(session, earlier)
            recipe = seen_alike(session, request.recipe)
            check_end_points(session, recipe)
            request = request.model_copy(update={"recipe": recipe})
            run = runs.create(session, request, identity.user)
            if take_over:
                take_over(run.id)
            if key:
                idempotency.remember(session, identity.user, key, body_hash, run.id)
        self._queue.ring(OUTBOX_CHANNEL)
        return run

    def get(self, run_id: str) -> Run:
        with self._database.read() as session:
            return found(session, run_id)

    def page(self, query: RunQuery) -> RunPage:
        with self._database.read() as session:
            _check_names(session, query)
            return runs.page(session, query)

    def groups(self, query: RunGroupQuery) -> RunGroupPage:
        with self._database.read() as session:
            _check_names(session, query)
            return run_groups.groups(session, query)

    def tags(self) -> list[TagCount]:
        """All tags in use, the most frequent first."""
        with self._database.read() as session:
            return run_pages.tags(session)

    def names(self) -> RunNames:
        """What stored runs can be filtered by, whichever catalog wrote them."""
        with self._database.read() as session:
            return run_pages.names(session)

    def epochs(self, run_id: str) -> list[EpochResult]:
        with self._database.read() as session:
            found(session, run_id)
            return runs.epochs(session, run_id)

    def previews(self, run_id: str) -> list[Preview]:
        with self._database.read() as session:
            found(session, run_id)
            return previews.of_run(session, run_id)

    def dependents(self, run_id: str) -> Dependents:
        with self._database.read() as session:
            return dependents(session, found(session, run_id))

    def patch(self, identity: Identity, run_id: str, change: RunPatch) -> Run:
        with self._database.write() as session:
            self._own(session, identity, run_id)
            runs.patch(session, run_id, change)
            return found(session, run_id)

    def cancel(self, identity: Identity, run_id: str) -> Run:
        """A queued run ends at once, a running one at its next report; ended ones stay."""
        with self._database.write() as session:
            self._own(session, identity, run_id)
            jobs.request_cancel(session, run_id)
            run = found(session, run_id)
        self._queue.ring(events_channel(run_id))
        return run

    def retry(self, identity: Identity, run_id: str) -> Run:
        """A new run of the same recipe that starts from the last checkpoint, where there is one."""
        with translated(), self._database.write() as session:
            old = self._own(session, identity, run_id)
            if old.phase not in (JobPhase.FAILED, JobPhase.CANCELLED):
                raise Conflict(f"run {run_id} is {old.phase}; only failed or cancelled runs retry")
            recipe = old.known_recipe()
            check_feasible(recipe, "/recipe")
            check_end_points(session, recipe)
            request = RunRequest(recipe=recipe, name=old.name, tags=old.tags, notes=old.notes)
            run = runs.create(session, request, identity.user, retry_of=old.id)
            self._checkpoints.copy(old.id, run.id)
        self._queue.ring(OUTBOX_CHANNEL)
        return run

    def delete(self, identity: Identity, run_id: str) -> DeletedRun:
        """Delete an ended run with all that belongs to it; files go once the row is gone."""
        with translated(), self._database.write() as session:
            run = self._own(session, identity, run_id)
            lost = dependents(session, run)
            maps = [landscape.id for landscape in landscapes.list_of_run(session, run_id)]
            folders = runs.delete(session, run_id)
        for landscape_id in maps:
            self._image_results.remove(landscape_id)
        for folder in folders or ():
            self._artifacts.remove(folder)
        self._checkpoints.remove(run_id)
        return DeletedRun.model_construct(**dict(run), dependents=lost)

    def status(self, identity: Identity, version: str) -> Status:
        """Who is signed in, how busy the trainer is, and which workers cannot work."""
        with self._database.read() as session:
            known = troubles.known(session) + troubles.of_disk(session, self._artifacts.root)
            waiting = line.unfinished(session)
        running, queued = (self._count(phase) for phase in (JobPhase.RUNNING, JobPhase.QUEUED))
        return Status(
            user=identity.user,
            role=identity.role.value,
            running=running,
            queued=queued,
            version=version,
            troubles=known,
            **waiting,
        )

    def _count(self, phase: JobPhase) -> int:
        return self.page(RunQuery(phase=phase, page_size=1)).total

    def _own(self, session: Session, identity: Identity, run_id: str) -> Run:
        run = found(session, run_id)
        require_owner(identity, run.owner)
        return run
