"""Landscapes of a run: asked for, looked at, cancelled and deleted."""

from sqlalchemy.orm import Session

from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase
from backend.contracts.tasks import OUTBOX_CHANNEL, events_channel
from backend.queue import Queue
from backend.services.errors import Conflict, Invalid, NotFound
from backend.services.permissions import require_owner
from backend.services.runs import found as found_run
from backend.services.turns import with_turns
from backend.store import landscapes
from backend.store.credentials import Identity
from backend.store.database import Database
from backend.store.image_results import ImageResults


def found(session: Session, landscape_id: str) -> Landscape:
    """The landscape, or a refusal that says there is none."""
    landscape = landscapes.get(session, landscape_id)
    if landscape is None:
        raise NotFound(f"there is no landscape {landscape_id[:40]!r}")
    return landscape


def _check_face(request: LandscapeRequest, recipe: Recipe) -> None:
    count = recipe.vertex_count
    for number, vertex in enumerate(request.plane.vertices or ()):
        if vertex >= count:
            expected = f"expected a vertex from 0 to {count - 1}; got {vertex}"
            raise Invalid.field(f"/plane/vertices/{number}", expected)


class Landscapes:
    def __init__(self, database: Database, queue: Queue, image_results: ImageResults) -> None:
        self._database = database
        self._queue = queue
        self._image_results = image_results

    def create(self, identity: Identity, run_id: str, request: LandscapeRequest) -> Landscape:
        """Queue a plane of a completed run."""
        with self._database.write() as session:
            run = found_run(session, run_id)
            require_owner(identity, run.owner)
            if run.phase is not JobPhase.COMPLETED:
                raise Conflict(f"run {run_id} is {run.phase}; a landscape needs a completed run")
            _check_face(request, run.known_recipe())
            landscape = landscapes.create(session, run_id, request)
            if landscape is None:
                raise NotFound(f"there is no run {run_id}")
            (landscape,) = with_turns(session, [landscape])
        self._queue.ring(OUTBOX_CHANNEL)
        self._queue.ring(events_channel(run_id))
        return landscape

    def of_run(self, run_id: str) -> list[Landscape]:
        """Oldest first."""
        with self._database.read() as session:
            found_run(session, run_id)
            return with_turns(session, landscapes.list_of_run(session, run_id))

    def get(self, landscape_id: str) -> Landscape:
        with self._database.read() as session:
            return with_turns(session, [found(session, landscape_id)])[0]

    def cancel(self, identity: Identity, landscape_id: str) -> Landscape:
        """Stop computing; what was computed stays. Ended ones stay as they are."""
        with self._database.write() as session:
            self._own(session, identity, landscape_id)
            landscapes.cancel(session, landscape_id)
            landscape = found(session, landscape_id)
        self._queue.ring(events_channel(landscape_id))
        return landscape

    def delete(self, identity: Identity, landscape_id: str) -> Landscape:
        """Files go once the row is gone."""
        with self._database.write() as session:
            landscape = self._own(session, identity, landscape_id)
            if not landscape.phase.terminal:
                raise Conflict(
                    f"landscape {landscape_id} is {landscape.phase}; cancel it before you delete it"
                )
            landscapes.delete(session, landscape_id)
        self._image_results.remove(landscape_id)
        return landscape

    def _own(self, session: Session, identity: Identity, landscape_id: str) -> Landscape:
        landscape = found(session, landscape_id)
        require_owner(identity, found_run(session, landscape.run).owner)
        return landscape
