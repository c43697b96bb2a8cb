"""Short stories that many tests begin with."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.contracts.landscapes import Geometry, LandscapeUpdate, Profile
from backend.contracts.metrics import METRICS
from backend.contracts.previews import Preview, VertexScore
from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult, JobPhase, Progress, Run, RunRequest
from backend.store import jobs, outbox, runs, tiles
from backend.store.database import Database
from backend.store.jobs import Claim
from backend.store.tables import EvaluationRow, LandscapeRow, RunRow
from backend.store.tiles import TileClaim

OWNER = "ada"
LEASE = 600.0
OVER = -1.0
"""Of a lease that has run out when it is given: the worker falls silent at once."""

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def recipe(method: str = "single", *, needs: Sequence[str] = (), **fields: object) -> Recipe:
    if needs:
        method = "curve_between"
        fields["options"] = {"end_points": [{"run": needs[0]}, {"run": needs[-1], "member": 1}]}
    return Recipe.model_validate({"dataset": "mnist", "network": "mlp", "method": method, **fields})


def queued(database: Database, method: str = "single", **fields: object) -> Run:
    with database.write() as session:
        return runs.create(session, RunRequest(recipe=recipe(method, **fields)), OWNER)  # type: ignore[arg-type]


def claimed(database: Database, run_id: str, lease_seconds: float = LEASE) -> Claim:
    with database.write() as session:
        claim = jobs.claim_run(session, run_id, "worker", lease_seconds)
    assert claim is not None
    return claim


def finished(
    database: Database,
    method: str = "single",
    phase: JobPhase = JobPhase.COMPLETED,
    **fields: object,
) -> Run:
    claim = claimed(database, queued(database, method, **fields).id)
    with database.write() as session:
        jobs.finish_run(session, claim, phase)
    return reread(database, claim.run.id)


def reread(database: Database, run_id: str) -> Run:
    with database.read() as session:
        run = runs.get(session, run_id)
    assert run is not None
    return run


def sent(database: Database) -> list[tuple[str, str]]:
    """Empty the outbox: (queue, id) of every message; the bell of the landscapes has no id."""
    with database.write() as session:
        entries = outbox.drain(session, limit=1000)
        outbox.done(session, [entry.id for entry in entries])
    return [(entry.queue, entry.payload.get("id", "")) for entry in entries]


def forget_rings(session: Session) -> None:
    """As if every message had been sent long ago."""
    for table in (RunRow, LandscapeRow, EvaluationRow):
        session.execute(update(table).values(rung_at=LONG_AGO))


def progress(step: int = 1) -> Progress:
    return Progress(
        step=step,
        total_steps=100,
        epoch=0,
        total_epochs=3,
        member=None,
        loss=2.3,
        learning_rate=0.1,
        gradient_evaluations=128 * step,
        seconds=0.5 * step,
        seconds_left=None,
    )


def epoch_result(epoch: int, loss: float = 0.5) -> EpochResult:
    return EpochResult(
        epoch=epoch,
        total_epochs=3,
        member=0,
        loss=loss,
        test_loss=0.4,
        test_accuracy=0.9,
        learning_rate=0.1,
        gradient_evaluations=60_000 * epoch,
        seconds=3.0,
    )


def preview(epoch: int, loss: float | None = 0.5) -> Preview:
    return Preview(
        epoch=epoch,
        member=None,
        geometry=Geometry(
            x=[-1.0, 0.0, 1.0],
            y=[-1.0, 0.0, 1.0],
            vertices=[(0.0, 0.0)],
            vertex_names=["network 1"],
            distances=[0.0],
            random_axes=["x", "y"],
        ),
        trail=[],
        third=None,
        values={"loss": [[loss] * 3] * 3, "accuracy": [[0.5] * 3] * 3},
        vertices=[VertexScore(vertex=0, loss=loss, accuracy=0.5)],
        examples=1000,
        skipped=0,
        seconds=0.1,
    )


NO_PROFILE = Profile(trail=None, straight=None)


def values_of(claim: TileClaim) -> Mapping[str, list[float | None]]:
    """Losses that tell which cell they belong to."""
    loss: list[float | None] = [100.0 * row + column for row, column in claim.indices]
    return {metric: [0.5] * len(loss) for metric in METRICS} | {"loss": loss}


def finish(session: Session, claim: TileClaim, networks: int | None = None) -> None:
    """All of a piece, or so many networks of a tile."""
    if claim.part:
        tiles.save_profile(session, claim, lambda _: NO_PROFILE)
    else:
        values = {metric: numbers[:networks] for metric, numbers in values_of(claim).items()}
        update_ = LandscapeUpdate(indices=claim.indices[:networks], values=values)
        tiles.finish_tile(session, claim, update_)
