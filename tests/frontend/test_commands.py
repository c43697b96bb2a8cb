"""The commands of a client against the running application."""

import json
import subprocess
import sys

import pytest

from backend.contracts.runs import JobPhase, RunQuery
from tests.stack import Stack
from tests.waiting import wait_until

pytestmark = [pytest.mark.stack, pytest.mark.timeout(500)]

SMALL = ("--epochs", "1", "--set", "dataset.training_examples=512", "--set", "network.width=8")


def paysage(stack: Stack, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(stack, *arguments), capture_output=True, text=True, timeout=450, check=False
    )


def paysage_started(stack: Stack, *arguments: str) -> "subprocess.Popen[str]":
    """The same, to go on beside the test; its standard output holds what it says."""
    return subprocess.Popen(
        command(stack, *arguments), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def command(stack: Stack, *arguments: str) -> list[str]:
    words = [sys.executable, "-m", "frontend.cli", *arguments]
    return [*words, "--state-dir", str(stack.state_dir)]


def test_a_run_is_followed_to_its_end_and_evaluated(stack: Stack) -> None:
    done = paysage(stack, "train", "mnist", "mlp", "single", *SMALL, "--json")
    assert done.returncode == 0, done.stderr
    run = json.loads(done.stdout)
    assert run["phase"] == JobPhase.COMPLETED
    assert "epoch 1 of 1" in done.stderr
    listed = paysage(stack, "runs", "--phase", "completed")
    assert run["id"] in listed.stdout
    evaluated = paysage(stack, "evaluate", run["id"], "--json")
    assert evaluated.returncode == 0, evaluated.stderr
    evaluation = json.loads(evaluated.stdout)
    assert evaluation["phase"] == JobPhase.COMPLETED
    shown = len(evaluation["sets"]) + len(evaluation["missing"])
    assert shown == evaluation["total_sets"]
    table = paysage(stack, "evaluate", run["id"]).stdout
    assert "test, 10,000 images" in table
    assert "noise-5, 2,000 images" in table


def test_a_refusal_is_the_sentence_of_the_service(stack: Stack) -> None:
    ends = json.dumps([{"run": "ffffffffffff", "member": member} for member in (0, 1)])
    refused = paysage(
        stack, "train", "mnist", "mlp", "curve_between", "--set", f"end_points={ends}"
    )
    assert refused.returncode == 2
    assert refused.stderr.startswith("paysage: ")
    assert "ffffffffffff" in refused.stderr


def test_runs_are_cancelled_trained_again_and_deleted(stack: Stack) -> None:
    started = paysage_started(stack, "train", "mnist", "mlp", "single", "--epochs", "200")
    with stack.client() as client:
        wait_until(lambda: client.runs(RunQuery(phase=JobPhase.RUNNING)).items)
        run = client.runs(RunQuery(phase=JobPhase.RUNNING)).items[0]
    refused = paysage(stack, "delete", run.id)
    assert refused.returncode == 2
    assert run.id in refused.stderr
    cancelled = paysage(stack, "cancel", run.id)
    assert "will stop at its next step" in cancelled.stdout
    told, _ = started.communicate(timeout=60)
    assert started.returncode == 1
    assert ": cancelled" in told
    again = paysage_started(stack, "retry", run.id)
    with stack.client() as client:
        wait_until(lambda: [r for r in client.runs().items if r.retry_of == run.id])
        retried = next(r for r in client.runs().items if r.retry_of == run.id)
    assert paysage(stack, "cancel", retried.id).returncode == 0
    again.communicate(timeout=60)
    for ended in (run, retried):
        assert paysage(stack, "delete", ended.id).stdout.endswith(": deleted\n")
    listed = paysage(stack, "runs").stdout
    assert run.id not in listed
    assert retried.id not in listed
