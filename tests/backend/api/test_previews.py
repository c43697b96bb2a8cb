"""What a training looked like after each epoch, over HTTP."""

from backend.contracts.previews import Preview
from backend.store import jobs
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.store.stories import preview
from tests.backend.trainings import queued


def test_previews_come_in_the_order_of_their_epochs(editor: Person, database: Database) -> None:
    run = queued(database)
    with database.write() as session:
        claim = jobs.claim_run(session, run.id, "a test", 60)
        assert claim is not None
        for epoch in (2, 1):
            jobs.record_preview(session, claim, preview(epoch))
    answer = editor.get(f"/runs/{run.id}/previews")
    assert answer.status_code == 200
    told = [Preview.model_validate(one) for one in answer.json()]
    assert all(one.drawing for one in told)
    assert [one.model_copy(update={"drawing": None}) for one in told] == [preview(1), preview(2)]


def test_previews_of_an_unknown_run_are_refused(editor: Person) -> None:
    assert editor.get("/runs/0123456789ab/previews").status_code == 404
