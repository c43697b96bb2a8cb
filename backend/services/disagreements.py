"""How differently a map labels the images: checked, asked of the interactive worker, awaited."""

import asyncio
import time

from backend.contracts.disagreement import (
    Disagreement,
    DisagreementReply,
    DisagreementRequest,
    DisagreementTask,
)
from backend.contracts.predictions import PredictionRequest
from backend.contracts.tasks import ANSWER_SECONDS, TASK_DISAGREEMENT
from backend.queue import Queue
from backend.services.image_maps import ImageMaps
from backend.services.interactive import answer, answered, new_reply_key, send
from backend.services.predictions import Predictions


class Disagreements:
    def __init__(
        self,
        queue: Queue,
        predictions: Predictions,
        image_maps: ImageMaps,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._queue = queue
        self._predictions = predictions
        self._image_maps = image_maps
        self._answer_seconds = answer_seconds

    async def of(self, landscape_id: str, request: DisagreementRequest) -> Disagreement:
        """Of the network at a point with every computed point of the landscape."""
        task = await asyncio.to_thread(self._send, landscape_id, request)
        content = await answer(self._queue, task.reply_key, self._answer_seconds)
        reply = await asyncio.to_thread(DisagreementReply.model_validate_json, content)
        return answered(reply.disagreement, reply)

    def _send(self, landscape_id: str, request: DisagreementRequest) -> DisagreementTask:
        landscape = self._image_maps.with_answers(landscape_id)
        question = PredictionRequest(point=request.point)
        self._predictions.checked_run(landscape.run, question)
        task = DisagreementTask(
            run=landscape.run,
            landscape=landscape.id,
            request=request,
            reply_key=new_reply_key(),
            sent_at=time.time(),
        )
        message = task.model_dump(mode="json")
        send(self._queue, TASK_DISAGREEMENT, message, self._answer_seconds)
        return task
