"""Live histories as server-sent events.

`Last-Event-ID`, or `after` in the address, takes up where a stream broke off.
"""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException

from backend.api.dependencies import EventsOf, LandscapesOf, LastEventId, RunsOf
from backend.contracts.runs import JobPhase
from backend.services.events import Events

router = APIRouter(tags=["events"])


class Followed(NamedTuple):
    """Whose history is asked for."""

    subject: str
    run: str
    """That it belongs to, or is."""
    ended: bool


def _followed(subject: str, run: str, phase: JobPhase, events: Events, last: int) -> Followed:
    """204 tells a browser that nothing more will ever come."""
    if phase.terminal and last and events.nothing_after(subject, last):
        raise HTTPException(HTTPStatus.NO_CONTENT)
    return Followed(subject, run, phase.terminal)


def _run(run_id: str, runs: RunsOf, events: EventsOf, last: LastEventId) -> Followed:
    return _followed(run_id, run_id, runs.get(run_id).phase, events, last)


def _landscape(
    landscape_id: str, landscapes: LandscapesOf, events: EventsOf, last: LastEventId
) -> Followed:
    landscape = landscapes.get(landscape_id)
    return _followed(landscape_id, landscape.run, landscape.phase, events, last)


async def _stream(
    followed: Followed, events: EventsOf, last: int
) -> AsyncIterator[ServerSentEvent]:
    subject, run, ended = followed
    async for event in events.follow(subject, last, run=run, ended=ended):
        yield ServerSentEvent(id=str(event.id), event=event.kind, raw_data=event.data)


@router.get("/runs/{run_id}/events", response_class=EventSourceResponse)
async def of_run(
    events: EventsOf, followed: Annotated[Followed, Depends(_run)], last: LastEventId
) -> AsyncIterator[ServerSentEvent]:
    """Progress, epochs, phases and landscapes of a training."""
    async for event in _stream(followed, events, last):
        yield event


@router.get("/landscapes/{landscape_id}/events", response_class=EventSourceResponse)
async def of_landscape(
    events: EventsOf, followed: Annotated[Followed, Depends(_landscape)], last: LastEventId
) -> AsyncIterator[ServerSentEvent]:
    """Tiles, levels and phases of a landscape."""
    async for event in _stream(followed, events, last):
        yield event
