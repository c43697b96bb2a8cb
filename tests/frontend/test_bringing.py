"""Networks trained elsewhere, through the service and its workers: published, asked, joined."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load, save_file
from torch import nn

from backend.contracts.catalog import DATASETS
from backend.contracts.predictions import Point, PredictionRequest
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run, RunRequest
from frontend.client import ApiClient, ServiceError
from tests.stack import Stack
from tests.waiting import wait_until
from worker.networks import network
from worker.subspaces.layout import Layout

pytestmark = pytest.mark.stack

SMALL = {"mlp": {"width": 8, "depth": 1, "norm": "none"}, "cnn": {"width": 4, "norm": "none"}}
FEW: dict[str, Any] = {"training_examples": 512}


@pytest.fixture(autouse=True, scope="module")
def nothing_left(stack: Stack) -> Iterator[None]:
    """Else other tests wait until the workers have evaluated all that was brought."""
    yield
    with stack.client() as client:
        for run in client.runs().items:
            client.delete_run(run.id)


def module(name: str, seed: int) -> nn.Module:
    torch.manual_seed(seed)
    return network(DATASETS["mnist"], name, SMALL[name])


def ended(client: ApiClient, run: Run) -> Run:
    wait_until(lambda: client.run(run.id).phase.terminal, seconds=120, what="the run ends")
    found = client.run(run.id)
    assert found.phase is JobPhase.COMPLETED, found.failure
    return found


def published(client: ApiClient, run: Run) -> torch.Tensor:
    return load(client.artifact(run.id, "subspace.safetensors"))["vertices"]


def recipe(method: str, **options: Any) -> RunRequest:
    return RunRequest(
        recipe=Recipe(
            dataset="mnist",
            network="mlp",
            method=method,
            epochs=1,
            options=options,
            network_options=SMALL["mlp"],
            dataset_options=FEW,
        )
    )


def test_a_notebook_publishes_networks_and_joins_them(stack: Stack) -> None:
    brought = [module("mlp", seed) for seed in (1, 2)]
    with stack.client() as client:
        runs = [
            client.publish(m.state_dict(), "mlp", "mnist", network_options=SMALL["mlp"])
            for m in brought
        ]
        for run, theirs in zip(runs, brought, strict=True):
            ended(client, run)
            flat = Layout.of(theirs).flatten(theirs)
            assert torch.equal(published(client, run), flat[None])
        record = json.loads(client.artifact(runs[0].id, "record.json"))
        assert record["equivalent_trainings"] == 1
        answer = client.predict(runs[0].id, PredictionRequest(point=Point(member=0), examples=4))
        assert len(answer.predictive) == 4
        ends = [{"run": run.id} for run in runs]
        curve = ended(client, client.create_run(recipe("curve_between", end_points=ends)))
        vertices = published(client, curve)
        assert torch.equal(vertices[[0, -1]], torch.cat([published(client, r) for r in runs]))
        assert client.evaluation(curve.id).equivalent_trainings == 3
        further = recipe("snapshot", start_from={"run": runs[1].id}, budget=0.5, cycles=2, keep=2)
        snapshots = ended(client, client.create_run(further))
        assert client.evaluation(snapshots.id).equivalent_trainings == pytest.approx(1.5, abs=0.01)


def test_a_notebook_learns_which_tensor_does_not_fit(stack: Stack) -> None:
    theirs = module("mlp", 1).state_dict() | {"3.bias": torch.zeros(11)}
    with (
        stack.client() as client,
        pytest.raises(ServiceError, match="weights do not fit") as refused,
    ):
        client.publish(theirs, "mlp", "mnist", network_options=SMALL["mlp"])
    assert refused.value.status == 422
    assert refused.value.errors == [
        {"pointer": "/file/3.bias", "detail": "expected the shape (10,), got (11,)"}
    ]


def test_a_shell_publishes_a_file(stack: Stack, tmp_path: Path) -> None:
    theirs, file = module("cnn", 3), tmp_path / "theirs.safetensors"
    save_file({name: t.half() for name, t in theirs.state_dict().items()}, file)
    command = [sys.executable, "-m", "frontend.cli", "import", str(file), "--json"]
    options = ["--network", "cnn", "--dataset", "mnist", "--name", "From a shell"]
    options += ["--set", "network.width=4", "--state-dir", str(stack.state_dir)]
    done = subprocess.run(
        [*command, *options], capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stderr
    run = Run.model_validate_json(done.stdout)
    assert (run.phase, run.name) == (JobPhase.COMPLETED, "From a shell")
    with stack.client() as client:
        flat = Layout.of(theirs).flatten(theirs.half().float())
        assert torch.equal(published(client, run), flat[None])
