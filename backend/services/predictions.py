"""One click: checked, sent to the interactive worker, awaited."""

import asyncio

from backend.contracts.predictions import (
    Prediction,
    PredictionReply,
    PredictionRequest,
    PredictionTask,
)
from backend.contracts.runs import JobPhase, Run
from backend.services.errors import Conflict
from backend.services.interactive import Interactive, answered, question
from backend.services.points import LandscapeFrame, check_place, check_request, points_of
from backend.services.runs import found
from backend.store import landscapes
from backend.store.database import Database

MAX_PLACES = 256


class Predictions:
    def __init__(self, database: Database, interactive: Interactive) -> None:
        self._database = database
        self._interactive = interactive
        self._places: dict[str, LandscapeFrame] = {}

    async def of(self, run_id: str, request: PredictionRequest) -> Prediction:
        """The answer of the interactive worker, or a refusal that says why there is none."""
        run = await asyncio.to_thread(self.checked_run, run_id, request)
        asked = question(PredictionTask, run=run.id, request=request)
        reply = await self._interactive.ask(asked, PredictionReply)
        return answered(reply.prediction, reply)

    def checked_run(self, run_id: str, request: PredictionRequest) -> Run:
        """The run, if it can be asked this.

        Raises:
            Refusal: There is no such run, it is not completed, or the request does not fit it.
        """
        with self._database.read() as session:
            run = found(session, run_id)
        if run.phase is not JobPhase.COMPLETED:
            raise Conflict(f"run {run_id} is {run.phase}; it predicts when it is completed")
        check_request(request, run.known_recipe())
        for pointer, point in points_of(request):
            if point.landscape is not None:
                check_place(pointer, point, run.id, self._place(point.landscape))
        return run

    def _place(self, landscape_id: str) -> LandscapeFrame | None:
        """Axes never change once they are known, so a drag reads them from the database once."""
        if landscape_id not in self._places:
            with self._database.read() as session:
                landscape = landscapes.get(session, landscape_id)
            if landscape is None:
                return None
            place = LandscapeFrame(landscape.run, landscape.geometry)
            if place.geometry is None:
                return place
            if len(self._places) >= MAX_PLACES:
                self._places.clear()
            self._places[landscape_id] = place
        return self._places[landscape_id]
