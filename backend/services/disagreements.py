"""How differently a map labels the images: checked, asked of the interactive worker, awaited."""

import asyncio

from backend.contracts.disagreement import (
    Disagreement,
    DisagreementReply,
    DisagreementRequest,
    DisagreementTask,
)
from backend.contracts.predictions import PredictionRequest
from backend.services.image_maps import ImageMaps
from backend.services.interactive import Interactive, answered, question
from backend.services.predictions import Predictions


class Disagreements:
    def __init__(
        self, interactive: Interactive, predictions: Predictions, image_maps: ImageMaps
    ) -> None:
        self._interactive = interactive
        self._predictions = predictions
        self._image_maps = image_maps

    async def of(self, landscape_id: str, request: DisagreementRequest) -> Disagreement:
        """Of the network at a point with every computed point of the landscape."""
        asked = await asyncio.to_thread(self._question, landscape_id, request)
        reply = await self._interactive.ask(asked, DisagreementReply)
        return answered(reply.disagreement, reply)

    def _question(self, landscape_id: str, request: DisagreementRequest) -> DisagreementTask:
        landscape = self._image_maps.with_answers(landscape_id)
        self._predictions.checked_run(landscape.run, PredictionRequest(point=request.point))
        return question(
            DisagreementTask, run=landscape.run, landscape=landscape.id, request=request
        )
