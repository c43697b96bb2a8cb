"""Networks that were trained elsewhere: checked, then published as runs of their own."""

import asyncio
import time
from typing import BinaryIO

from backend.contracts.recipes import Recipe
from backend.contracts.runs import Run, RunRequest
from backend.contracts.tasks import CHECK_SECONDS, TASK_CHECK_WEIGHTS
from backend.contracts.weights import ANY_FILE, ImportRequest, WeightsReply, WeightsTask
from backend.queue import Queue
from backend.services.errors import FieldError, Invalid, Refusal
from backend.services.feasibility import check_feasible
from backend.services.interactive import answer, new_reply_key, send
from backend.services.runs import Runs
from backend.services.safetensors_header import check_header
from backend.store.credentials import Identity
from backend.store.incoming import Incoming, Received


class Imports:
    def __init__(
        self, runs: Runs, queue: Queue, incoming: Incoming, check_seconds: float = CHECK_SECONDS
    ) -> None:
        self._runs = runs
        self._queue = queue
        self._incoming = incoming
        self._check_seconds = check_seconds

    async def create(
        self, identity: Identity, request: ImportRequest, file: BinaryIO, key: str | None
    ) -> Run:
        """Queue the publication of a file of weights; a refusal leaves nothing behind."""
        await asyncio.to_thread(check_header, file)
        check_feasible(request.recipe(ANY_FILE), "")
        received = await asyncio.to_thread(self._incoming.receive, file)
        try:
            recipe = request.recipe(received.sha256)
            remarks = await self._check(received, recipe)
            run_request = RunRequest(recipe=recipe, name=request.name, notes="\n".join(remarks))
            return await asyncio.to_thread(self._start, identity, run_request, received, key)
        finally:
            self._incoming.discard(received.id)

    async def _check(self, received: Received, recipe: Recipe) -> list[str]:
        """Refuse a file that does not hold this network's weights, naming each tensor.

        Returns:
            How the file was read where not as it stood there, for the run's notes.
        """
        task = WeightsTask(
            incoming=received.id, recipe=recipe, reply_key=new_reply_key(), sent_at=time.time()
        )
        message = task.model_dump(mode="json")
        await asyncio.to_thread(send, self._queue, TASK_CHECK_WEIGHTS, message, self._check_seconds)
        content = await answer(self._queue, task.reply_key, self._check_seconds)
        reply = WeightsReply.model_validate_json(content)
        if reply.status == 422:
            errors = [FieldError(found.pointer, found.detail) for found in reply.findings]
            raise Invalid(reply.detail, errors=errors)
        if reply.status != 200:
            raise Refusal(reply.detail)
        return reply.remarks

    def _start(
        self, identity: Identity, request: RunRequest, received: Received, key: str | None
    ) -> Run:
        return self._runs.create(
            identity, request, key, take_over=lambda run: self._incoming.hand_over(received.id, run)
        )
