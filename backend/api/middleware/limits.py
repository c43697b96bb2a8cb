"""How much a request may send."""

from collections import deque
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.middleware.errors import problem
from backend.services.errors import LengthRequired, Refusal, TooLarge


class BodyLimit:
    """Refuses bodies over the limit: by their declared length, others once they have grown.

    Paths in `larger` take more bytes, which are not read here, so that their length must be told.
    """

    def __init__(self, app: ASGIApp, limit: int, larger: Mapping[str, int] | None = None) -> None:
        self.app = app
        self._limit = limit
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            receive = await self._measured(scope, receive)
        except Refusal as refusal:
            await problem(refusal)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _measured(self, scope: Scope, receive: Receive) -> Receive:
        """The server holds a body to its declared length, so only undeclared ones are read here."""
        declared, larger = _declared(scope), self._larger.get(scope["path"])
        if declared is None:
            if larger is not None and scope["method"] == "POST":
                raise LengthRequired("tell the length of the file: send a Content-Length")
            return await self._read(receive)
        if declared > (larger or self._limit):
            raise _refusal(larger or self._limit)
        return receive

    async def _read(self, receive: Receive) -> Receive:
        """Read the body up to the limit; gives a `receive` that says it all again."""
        messages: deque[Message] = deque()
        size, more = 0, True
        while more:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self._limit:
                raise _refusal(self._limit)
            more = message["type"] == "http.request" and message.get("more_body", False)

        async def again() -> Message:
            return messages.popleft() if messages else await receive()

        return again


def _refusal(limit: int) -> TooLarge:
    return TooLarge(f"a request may hold at most {limit} bytes; send less")


def _declared(scope: Scope) -> int | None:
    """The declared length in bytes; None where none is declared or it is no number."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return None
