"""Kill -9 what you like: the run goes on from its checkpoint and ends with the same bits."""

import hashlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run, RunRequest
from frontend.client import ApiClient
from tests.stack import Stack
from tests.waiting import wait_until

pytestmark = [pytest.mark.stack, pytest.mark.timeout(500)]

RECOVERY_SECONDS = 60
RECIPE = Recipe(
    dataset="mnist",
    network="mlp",
    method="bezier",
    epochs=200,
    seed=3,
    network_options={"width": 64},
    dataset_options={"training_examples": 4000},
)
SURVEY = LandscapeRequest(resolution=33, max_examples=2000)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One of its own, whose leases run out sooner."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAYSAGE_LEASE_SECONDS", "6")
        stack = Stack.start(tmp_path_factory.mktemp("killed"))
        yield stack
        stack.end()


@pytest.fixture(scope="module")
def undisturbed(stack: Stack) -> str:
    """SHA-256 of the weights that an uninterrupted training publishes."""
    with stack.client() as client:
        run = client.create_run(RunRequest(recipe=RECIPE))
        wait_until(lambda: ended(client, run), seconds=300, what="the training ends")
        return weights(client, run)


def weights(client: ApiClient, run: Run) -> str:
    now = client.run(run.id)
    assert now.phase is JobPhase.COMPLETED, now.failure
    return hashlib.sha256(client.artifact(run.id, "subspace.safetensors")).hexdigest()


def ended(client: ApiClient, run: Run) -> bool:
    return client.run(run.id).phase.terminal


def epochs_done(client: ApiClient, run: Run) -> int:
    return len(client.epochs(run.id))


def pids(stack: Stack, words: str) -> list[int]:
    return [pid for pid, line in stack.processes().items() if words in line]


def children(parent: int) -> list[int]:
    stats = [path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    parted = [(int(text.split()[0]), text.rpartition(")")[2].split()) for text in stats]
    return [pid for pid, fields in parted if int(fields[1]) == parent]


def kill(stack: Stack, victim: str) -> None:
    if victim == "training child":
        (parent,) = pids(stack, "--queues train")
        targets = children(parent)[-1:]
    else:
        targets = pids(stack, VICTIMS[victim])
    assert targets, f"no {victim} is running"
    for pid in targets:
        os.kill(pid, signal.SIGKILL)


VICTIMS = {
    "training child": "",
    "training parent": "--queues train",
    "Redis": "valkey-server",
    "web process": "frontend.serving",
}


def survives(stack: Stack, client: ApiClient, run: Run, victim: str) -> None:
    """Kill one part and see the same run make progress again."""
    before = epochs_done(client, run)
    kill(stack, victim)

    def goes_on() -> bool:
        return client.healthy() and (ended(client, run) or epochs_done(client, run) > before + 3)

    wait_until(goes_on, seconds=RECOVERY_SECONDS, what=f"the run goes on without its {victim}")


def test_landscape_survives_its_workers(stack: Stack, undisturbed: str) -> None:
    with stack.client() as client:
        run = client.runs().items[0]

        def computed(disturb: bool) -> Landscape:
            landscape = client.create_landscape(run.id, SURVEY)

            def done() -> int:
                return client.landscape(landscape.id).completed_points

            wait_until(lambda: done() > 50, seconds=60, what="the grid grows")
            if disturb:
                for pid in pids(stack, "--queues landscape"):
                    for target in [*children(pid), pid]:
                        os.kill(target, signal.SIGKILL)
            wait_until(
                lambda: client.landscape(landscape.id).phase.terminal,
                seconds=180,  # it takes turns with the maps and evaluations of other runs
                what="the landscape is complete",
            )
            return client.landscape(landscape.id)

        disturbed, plain = computed(disturb=True), computed(disturb=False)
        assert disturbed.phase is plain.phase is JobPhase.COMPLETED
        assert disturbed.values == plain.values
        assert all(value is not None for row in disturbed.values["loss"] for value in row)


def test_weights_are_bit_identical_whatever_is_killed_and_stopped(
    stack: Stack, undisturbed: str
) -> None:
    with stack.client() as client:
        run = client.create_run(RunRequest(recipe=RECIPE))
        wait_until(lambda: epochs_done(client, run) > 2, seconds=60, what="the training runs")
        for victim in VICTIMS:
            survives(stack, client, run, victim)
        done = epochs_done(client, run)
    assert stack.stop(signal.SIGINT) == 0
    assert not stack.processes()
    again = Stack.start(stack.state_dir)
    try:
        with again.client() as client:
            phase = client.run(run.id).phase
            assert phase in (JobPhase.QUEUED, JobPhase.RUNNING), "the recipe is too short for this"
            assert epochs_done(client, run) >= done
            wait_until(lambda: ended(client, run), seconds=300, what="the training ends")
            assert client.run(run.id).attempt >= 3
            epochs = [epoch.epoch for epoch in client.epochs(run.id)]
            assert epochs == list(range(1, RECIPE.epochs + 1))
            assert weights(client, run) == undisturbed
    finally:
        again.end()
