"""Live histories as server-sent events; `Last-Event-ID` takes up where a stream broke off."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException

from backend.api.dependencies import EventsOf, LandscapesOf, LastEventId, RunsOf
from backend.contracts.runs import JobPhase

router = APIRouter(tags=["events"])


def _ended(subject: str, phase: JobPhase, events: EventsOf, last: int) -> bool:
    """Whether the subject has ended; 204 tells a browser that nothing more will ever come."""
    if phase.terminal and last and events.nothing_after(subject, last):
        raise HTTPException(HTTPStatus.NO_CONTENT)
    return phase.terminal


def _run_ended(run_id: str, runs: RunsOf, events: EventsOf, last: LastEventId = 0) -> bool:
    return _ended(run_id, runs.get(run_id).phase, events, last)


def _landscape_ended(
    landscape_id: str, landscapes: LandscapesOf, events: EventsOf, last: LastEventId = 0
) -> bool:
    return _ended(landscape_id, landscapes.get(landscape_id).phase, events, last)


async def _stream(
    subject: str, events: EventsOf, last: int, *, ended: bool
) -> AsyncIterator[ServerSentEvent]:
    async for event in events.follow(subject, last, ended=ended):
        yield ServerSentEvent(id=str(event.id), event=event.kind, raw_data=event.data)


@router.get("/runs/{run_id}/events", response_class=EventSourceResponse)
async def of_run(
    run_id: str,
    events: EventsOf,
    ended: Annotated[bool, Depends(_run_ended)],
    last: LastEventId = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Progress, epochs, phases and landscapes of a training."""
    async for event in _stream(run_id, events, last, ended=ended):
        yield event


@router.get("/landscapes/{landscape_id}/events", response_class=EventSourceResponse)
async def of_landscape(
    landscape_id: str,
    events: EventsOf,
    ended: Annotated[bool, Depends(_landscape_ended)],
    last: LastEventId = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Tiles, levels and phases of a landscape."""
    async for event in _stream(landscape_id, events, last, ended=ended):
        yield event
