"""Trainings."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Response

from backend.api.dependencies import (
    DownloadsOf,
    EvaluationsOf,
    IdempotencyKey,
    RunsOf,
    SignedIn,
)
from backend.contracts.evaluation import Evaluation
from backend.contracts.previews import Preview
from backend.contracts.run_groups import RunGroupPage, RunGroupQuery, RunNames, TagCount
from backend.contracts.runs import (
    DeletedRun,
    Dependents,
    EpochResult,
    Run,
    RunPage,
    RunPatch,
    RunQuery,
    RunRequest,
)

router = APIRouter(prefix="/runs", tags=["runs"])


def _locate(response: Response, run: Run) -> Run:
    response.headers["Location"] = f"/api/v1/runs/{run.id}"
    return run


@router.post("", status_code=HTTPStatus.CREATED)
def create(
    request: RunRequest,
    response: Response,
    identity: SignedIn,
    runs: RunsOf,
    key: IdempotencyKey = None,
) -> Run:
    return _locate(response, runs.create(identity, request, key))


@router.get("")
def page(query: Annotated[RunQuery, Query()], runs: RunsOf) -> RunPage:
    return runs.page(query)


@router.get("/groups")
def groups(query: Annotated[RunGroupQuery, Query()], runs: RunsOf) -> RunGroupPage:
    """Runs that differ by seed alone together, with mean and standard uncertainty over seeds."""
    return runs.groups(query)


@router.get("/tags")
def tags(runs: RunsOf) -> list[TagCount]:
    return runs.tags()


@router.get("/names")
def names(runs: RunsOf) -> RunNames:
    """Of data sets, networks and methods that runs can be filtered by."""
    return runs.names()


@router.get("/{run_id}")
def read(run_id: str, runs: RunsOf) -> Run:
    return runs.get(run_id)


@router.patch("/{run_id}")
def patch(run_id: str, change: RunPatch, identity: SignedIn, runs: RunsOf) -> Run:
    return runs.patch(identity, run_id, change)


@router.delete("/{run_id}")
def delete(run_id: str, identity: SignedIn, runs: RunsOf) -> DeletedRun:
    """Answers with the run as it was, and with what others lost; ask `dependents` before."""
    return runs.delete(identity, run_id)


@router.post("/{run_id}/cancel")
def cancel(run_id: str, identity: SignedIn, runs: RunsOf) -> Run:
    return runs.cancel(identity, run_id)


@router.post("/{run_id}/retry", status_code=HTTPStatus.CREATED)
def retry(run_id: str, response: Response, identity: SignedIn, runs: RunsOf) -> Run:
    return _locate(response, runs.retry(identity, run_id))


@router.get("/{run_id}/epochs")
def epochs(run_id: str, runs: RunsOf) -> list[EpochResult]:
    return runs.epochs(run_id)


@router.get("/{run_id}/previews")
def previews(run_id: str, runs: RunsOf) -> list[Preview]:
    """What the loss looked like after each epoch that has a preview, in order."""
    return runs.previews(run_id)


@router.get("/{run_id}/dependents")
def dependents(run_id: str, runs: RunsOf) -> Dependents:
    """What other runs lose when this one is deleted."""
    return runs.dependents(run_id)


@router.get("/{run_id}/evaluation")
def evaluation(run_id: str, evaluations: EvaluationsOf) -> Evaluation:
    return evaluations.of(run_id)


@router.post("/{run_id}/evaluation", status_code=HTTPStatus.ACCEPTED)
def evaluate(
    run_id: str, response: Response, identity: SignedIn, evaluations: EvaluationsOf
) -> Evaluation:
    """Evaluate on foreign and spoilt images too; the answer grows at `Location`."""
    response.headers["Location"] = f"/api/v1/runs/{run_id}/evaluation"
    return evaluations.restart(identity, run_id)


@router.get("/{run_id}/artifacts/{name}", response_class=Response)
def artifact(run_id: str, name: str, downloads: DownloadsOf) -> Response:
    """The bytes as they were published, verified against their hash."""
    download = downloads.read(run_id, name)
    is_json = name.endswith(".json")
    return Response(
        download.content,
        media_type="application/json" if is_json else "application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{run_id}-{name}"',
            "ETag": f'"{download.sha256}"',
        },
    )
