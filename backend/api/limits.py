"""How much a request may send."""

from collections import deque

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.errors import problem
from backend.services.errors import TooLarge


class BodyLimit:
    """Refuses bodies over the limit: by their declared length, others once they have grown."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            receive = await self._measured(scope, receive)
        except TooLarge as refusal:
            await problem(refusal)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _measured(self, scope: Scope, receive: Receive) -> Receive:
        """The server holds a body to its declared length, so only undeclared ones are read here."""
        declared = _declared(scope)
        if declared is None:
            return await self._read(receive)
        if declared > self._limit:
            raise self._refusal()
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
                raise self._refusal()
            more = message["type"] == "http.request" and message.get("more_body", False)

        async def again() -> Message:
            return messages.popleft() if messages else await receive()

        return again

    def _refusal(self) -> TooLarge:
        return TooLarge(f"a request may hold at most {self._limit} bytes; send less")


def _declared(scope: Scope) -> int | None:
    """The declared length in bytes; None where none is declared or it is no number."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return None
