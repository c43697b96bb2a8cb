"""Previews are kept once for each epoch, told once, and go with their run."""

import json

from sqlalchemy import func, select

from backend.contracts.families_drawn import drawn
from backend.contracts.runs import EventKind, JobPhase
from backend.store import events, jobs, previews, runs
from backend.store.database import Database
from backend.store.previews import PreviewRow
from tests.backend.store.stories import claimed, preview, queued


def test_the_first_preview_of_an_epoch_stays_and_is_told_once(database: Database) -> None:
    claim = claimed(database, queued(database).id)
    with database.write() as session:
        for epoch, loss in ((2, None), (1, 0.5), (2, 0.7)):
            jobs.record_preview(session, claim, preview(epoch, loss))
    with database.read() as session:
        assert previews.of_run(session, claim.run.id) == [
            drawn(preview(1)),
            drawn(preview(2, None)),
        ]
        assert previews.latest(session, claim.run.id) == drawn(preview(2, None))
        assert all("drawing" not in row.preview for row in session.scalars(select(PreviewRow)))
        told = [e for e in events.after(session, claim.run.id, 0) if e.kind is EventKind.PREVIEW]
    assert [json.loads(event.data)["epoch"] for event in told] == [2, 1]


def test_previews_go_with_their_run(database: Database) -> None:
    claim = claimed(database, queued(database).id)
    with database.write() as session:
        jobs.record_preview(session, claim, preview(1))
        jobs.finish_run(session, claim, JobPhase.COMPLETED)
    with database.write() as session:
        runs.delete(session, claim.run.id)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(PreviewRow)) == 0


def test_a_run_without_previews_has_none(database: Database) -> None:
    run = queued(database)
    with database.read() as session:
        assert previews.latest(session, run.id) is None
        assert previews.of_run(session, run.id) == previews.of_run(session, "nonsense") == []
