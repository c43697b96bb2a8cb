"""How the service is called: JSON there and back, refusals as exceptions."""

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, TypeVar

import httpx

from backend.contracts.base import Contract
from backend.contracts.reading import read
from backend.contracts.runs import Event
from frontend.client.event_stream import parse_events

SECONDS = 30.0
"""How long an answer may take; clicks answer within 10."""
UPLOAD_SECONDS = 300.0
"""How long a file may take to be sent, and to be checked."""
API = "/api/v1"

Answer = TypeVar("Answer", bound=Contract)


class ServiceError(Exception):
    """What the service refused, in its own sentence."""

    def __init__(self, status: int, detail: str, errors: list[dict[str, str]]) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        """Of each field that was refused: pointer and detail."""


class Unreachable(Exception):
    """No service answers at the address."""


class Transport:
    """One connection; nouns add a method per endpoint."""

    def __init__(
        self, url: str, token: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.url = url
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=SECONDS,
            transport=transport,
            trust_env=False,  # a proxy has no business between this machine and itself
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def healthy(self) -> bool:
        try:
            return self._http.get("/healthz", timeout=2).is_success
        except httpx.HTTPError:
            return False

    def _get(self, path: str, kind: type[Answer], query: Contract | None = None) -> Answer:
        asked = query.model_dump(mode="json", exclude_none=True) if query else None
        return read(kind, self._call("GET", path, params=asked).content)

    def _post(
        self,
        path: str,
        kind: type[Answer],
        request: Contract | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        body = None if request is None else request.model_dump_json(exclude_none=True)
        return read(kind, self._call("POST", path, body=body, headers=headers).content)

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: str | None = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        file: BinaryIO | None = None,
    ) -> httpx.Response:
        sent = {**({"Content-Type": "application/json"} if body else {}), **(headers or {})}
        request = self._http.build_request(
            method,
            API + path,
            content=body,
            params=params,
            headers=sent,
            data=form,
            files={"file": (_filename(file), file)} if file else None,
            timeout=UPLOAD_SECONDS if file else SECONDS,
        )
        answer = self._sent(request)
        while _working(answer):
            time.sleep(float(answer.headers.get("Retry-After", 1)))
            answer = self._sent(request)
        _raise_refusal(answer)
        return answer

    def _sent(self, request: httpx.Request) -> httpx.Response:
        try:
            return self._http.send(request)
        except httpx.HTTPError as error:
            raise Unreachable(
                f"no Paysage answers at {self.url}; start it with `paysage up`"
            ) from error

    def _events(self, path: str, after: int) -> Iterator[Event]:
        headers = {"Last-Event-ID": str(after), "Accept": "text/event-stream"}
        timeout = httpx.Timeout(SECONDS, read=None)
        try:
            with self._http.stream("GET", API + path, headers=headers, timeout=timeout) as answer:
                if not answer.is_success:
                    answer.read()
                    _raise_refusal(answer)
                yield from parse_events(answer.iter_lines())
        except httpx.HTTPError as error:
            raise Unreachable(f"the stream from {self.url} broke ({error})") from error


def _filename(file: BinaryIO) -> str:
    """What the file is called, which names what becomes of it; the ending alone without a name."""
    return Path(str(getattr(file, "name", ""))).name or ".safetensors"


def _working(answer: httpx.Response) -> bool:
    """Whether a part is done, and the same question brings the rest."""
    problem = answer.headers.get("Content-Type", "").startswith("application/problem+json")
    return problem and answer.status_code == httpx.codes.ACCEPTED


def _raise_refusal(answer: httpx.Response) -> None:
    if answer.is_success:
        return
    try:
        problem = answer.json()
        detail, errors = str(problem["detail"]), list(problem.get("errors", []))
    except (json.JSONDecodeError, KeyError, TypeError):
        detail, errors = f"the service answered {answer.status_code}", []
    raise ServiceError(answer.status_code, detail, errors)
