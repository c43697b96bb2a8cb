"""A stand-in for the interactive worker: takes messages from the real queue and replies to them."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import redis
from pydantic import BaseModel

from backend.contracts.tasks import QUEUE_INTERACTIVE

Answer = Callable[[dict[str, Any]], BaseModel | None]


class StandIn:
    """Replies with `reply`, or with nothing; keeps what it was asked."""

    def __init__(self, client: redis.Redis, answer: Answer | None = None) -> None:
        """
        Args:
            client: Of the server with the queue.
            answer: Gives the reply to a message, in place of `reply`.
        """
        self.client = client
        self.reply: BaseModel | None = None
        self.tasks: list[tuple[str, dict[str, Any]]] = []
        """Name and message of each."""
        self.headers: list[dict[str, Any]] = []
        self._answer = answer or (lambda _: self.reply)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def _work(self) -> None:
        while not self._stop.is_set():
            if taken := self.client.blpop([QUEUE_INTERACTIVE], timeout=0.05):
                self._take(json.loads(taken[1]))

    def _take(self, envelope: dict[str, Any]) -> None:
        _, message, _ = json.loads(base64.b64decode(envelope["body"]))
        self.headers.append(envelope["headers"])
        self.tasks.append((envelope["headers"]["task"], message))
        reply = self._answer(message)
        if reply is not None:
            self.client.rpush(message["reply_key"], reply.model_dump_json())
            self.client.expire(message["reply_key"], 30)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()


@contextmanager
def standing_in(client: redis.Redis, answer: Answer | None = None) -> Iterator[StandIn]:
    """While the block runs; what waited in the queue before is dropped."""
    client.delete(QUEUE_INTERACTIVE)
    worker = StandIn(client, answer)
    try:
        yield worker
    finally:
        worker.stop()
