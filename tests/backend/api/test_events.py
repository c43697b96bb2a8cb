"""Event streams: the whole history, then what comes, without a gap and to the end."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import redis

from backend.contracts.runs import EventKind, Progress
from backend.contracts.tasks import events_channel
from backend.store import events, jobs
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from tests.backend.people import API, Person
from tests.backend.trainings import completed, ended, queued
from tests.waiting import wait_until


@dataclass(frozen=True)
class Told:
    id: int
    kind: str
    data: dict[str, object]


def told(lines: Iterator[str]) -> Iterator[Told]:
    """Events as the lines of a stream hold them."""
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "id" in fields:
            yield Told(int(fields["id"]), fields["event"], json.loads(fields["data"]))
            fields = {}


def history(person: Person, path: str, last: int | None = None) -> list[Told]:
    """All events of a stream that ends."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    answer = person.get(path, headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    return list(told(iter(answer.text.split("\n"))))


def follow(person: Person, path: str, hear: Callable[[Told], None]) -> threading.Thread:
    """Hear a live stream in a thread until it ends."""

    def listen() -> None:
        headers = {"Authorization": f"Bearer {person.secret}"}
        whole = f"{person.client.base_url}{API}{path}"
        with httpx.stream("GET", whole, headers=headers, timeout=30) as answer:
            for event in told(answer.iter_lines()):
                hear(event)

    thread = threading.Thread(target=listen)
    thread.start()
    return thread


def progress(step: int) -> Progress:
    return Progress(
        step=step,
        total_steps=10,
        epoch=0,
        total_epochs=1,
        member=None,
        loss=1.5,
        learning_rate=0.1,
        gradient_evaluations=step * 128,
        seconds=float(step),
        seconds_left=None,
    )


def test_history_of_an_ended_run_is_told_and_ends(viewer: Person, database: Database) -> None:
    run = ended(database, queued(database))
    heard = history(viewer, f"/runs/{run.id}/events")
    assert [event.data["phase"] for event in heard] == ["queued", "running", "failed"]
    assert [event.id for event in heard] == sorted({event.id for event in heard})


def test_landscape_of_a_completed_run_is_told_before_the_end(
    viewer: Person, database: Database, artifacts: Artifacts
) -> None:
    run = completed(database, artifacts)
    kinds = [event.kind for event in history(viewer, f"/runs/{run.id}/events")]
    assert kinds == ["phase", "phase", "phase", "landscape", "evaluation"]


def test_stream_takes_up_where_it_broke_off(viewer: Person, database: Database) -> None:
    run = ended(database, queued(database))
    whole = history(viewer, f"/runs/{run.id}/events")
    assert history(viewer, f"/runs/{run.id}/events", last=whole[0].id) == whole[1:]
    assert history(viewer, f"/runs/{run.id}/events?after={whole[1].id}") == whole[2:]
    later = history(viewer, f"/runs/{run.id}/events?after={whole[0].id}", last=whole[1].id)
    assert later == whole[2:]


def test_nothing_more_to_come_stops_a_browser(viewer: Person, database: Database) -> None:
    run = ended(database, queued(database))
    last = history(viewer, f"/runs/{run.id}/events")[-1].id
    for after in (last, 2**63 - 1):
        answer = viewer.get(f"/runs/{run.id}/events", headers={"Last-Event-ID": str(after)})
        assert answer.status_code == 204


def test_live_run_is_followed_to_its_end(
    editor: Person, database: Database, redis_client: redis.Redis
) -> None:
    run = queued(database)
    heard: list[Told] = []
    listener = follow(editor, f"/runs/{run.id}/events", heard.append)
    wait_until(lambda: heard, what="the history is heard")
    with database.write() as session:
        claim = jobs.claim_run(session, run.id, "a test", 60)
        assert claim is not None
    for step in (1, 2):
        with database.write() as session:
            jobs.heartbeat(session, claim, progress(step))
        redis_client.publish(events_channel(run.id), "")
        wait_until(lambda s=step: heard[-1].data.get("step") == s, what="progress is heard")
    editor.post(f"/runs/{run.id}/cancel")
    ended_by_worker(database, claim)
    redis_client.publish(events_channel(run.id), "")
    listener.join(timeout=30)
    assert not listener.is_alive()
    assert [event.kind for event in heard] == ["phase", "phase", "progress", "progress", "phase"]


def ended_by_worker(database: Database, claim: jobs.Claim) -> None:
    with database.write() as session:
        jobs.finish_run(session, claim, jobs.JobPhase.CANCELLED)


def test_event_is_told_although_nobody_rings(viewer: Person, database: Database) -> None:
    run = queued(database)
    heard: list[Told] = []
    listener = follow(viewer, f"/runs/{run.id}/events", heard.append)
    wait_until(lambda: heard, what="the history is heard")
    with database.write() as session:
        jobs.request_cancel(session, run.id)
    listener.join(timeout=30)
    assert [event.data["phase"] for event in heard] == ["queued", "cancelled"]


def test_long_history_is_told_whole(viewer: Person, database: Database) -> None:
    run = queued(database)
    with database.write() as session:
        for step in range(1100):
            events.append(session, run.id, EventKind.PROGRESS, {"step": step})
        jobs.request_cancel(session, run.id)
    heard = history(viewer, f"/runs/{run.id}/events")
    assert [e.data["step"] for e in heard if e.kind == "progress"] == list(range(1100))


def test_history_of_a_landscape_is_told(
    editor: Person, database: Database, artifacts: Artifacts
) -> None:
    run = completed(database, artifacts)
    landscape = editor.get(f"/runs/{run.id}/landscapes").json()[0]["id"]
    editor.post(f"/landscapes/{landscape}/cancel")
    heard = history(editor, f"/landscapes/{landscape}/events")
    assert heard[-1].data == {"phase": "cancelled"}
