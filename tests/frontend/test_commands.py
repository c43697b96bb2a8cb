"""The commands of a client against the running application."""

import json
import subprocess
import sys

import pytest

from backend.contracts.runs import JobPhase
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(500)]

SMALL = ("--epochs", "1", "--set", "dataset.training_examples=512", "--set", "network.width=8")


def paysage(stack: Stack, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "frontend.cli", *arguments]
    return subprocess.run(
        [*command, "--state-dir", str(stack.state_dir)],
        capture_output=True,
        text=True,
        timeout=450,
        check=False,
    )


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
