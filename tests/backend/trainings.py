"""Recipes, and runs that were trained without a trainer."""

import json
from collections.abc import Mapping
from typing import Any

from backend.contracts.evaluation import Evaluation
from backend.contracts.quality import Quality
from backend.contracts.runs import JobPhase, Run, RunRequest
from backend.store import jobs, runs
from backend.store.artifacts import Artifacts
from backend.store.database import Database


def recipe(method: str = "bezier", **fields: Any) -> dict[str, Any]:
    return {"dataset": "mnist", "network": "mlp", "method": method, **fields}


def joining(*end_points: tuple[str, int]) -> dict[str, Any]:
    """A curve between networks."""
    named = [{"run": run, "member": member} for run, member in end_points]
    return recipe("curve_between", options={"end_points": named})


def queued(database: Database, owner: str = "emil", **fields: Any) -> Run:
    request = RunRequest.model_validate({"recipe": recipe(**fields)})
    with database.write() as session:
        return runs.create(session, request, owner)


def ended(database: Database, run: Run, phase: JobPhase = JobPhase.FAILED) -> Run:
    """Claim the run and end it, without files."""
    return _end(database, run, phase, None, {})


def completed(
    database: Database,
    artifacts: Artifacts,
    files: Mapping[str, bytes] | None = None,
    **fields: Any,
) -> Run:
    """A new run that has published these files, by default an evaluation alone."""
    run = queued(database, **fields)
    published = {"evaluation.json": evaluation(run.id)} if files is None else files
    return _end(database, run, JobPhase.COMPLETED, artifacts, published)


def _end(
    database: Database,
    run: Run,
    phase: JobPhase,
    artifacts: Artifacts | None,
    files: Mapping[str, bytes],
) -> Run:
    with database.write() as session:
        claim = jobs.claim_run(session, run.id, "a test", 60)
        assert claim is not None
        stored = artifacts.publish(run.id, claim.attempt, files) if artifacts else []
        jobs.finish_run(session, claim, phase, artifacts=stored)
        found = runs.get(session, run.id)
    assert found is not None
    return found


def quality(accuracy: float, members: int = 1) -> Quality:
    return Quality(
        accuracy=accuracy,
        accuracy_standard_error=0.001,
        nll=1 - accuracy,
        nll_standard_error=0.002,
        members=members,
    )


def evaluation(run: str, *vertices: float, subspace: float = 0.98, cost: float = 1.0) -> bytes:
    """What a worker publishes: accuracies of the vertices and of the subspace."""
    result = Evaluation(
        run=run,
        subspace=quality(subspace, members=max(1, len(vertices))),
        representative=None,
        vertices=[quality(accuracy) for accuracy in vertices],
        equivalent_trainings=cost,
        examples=10_000,
    )
    return json.dumps(result.model_dump(mode="json")).encode()
