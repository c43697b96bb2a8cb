"""A failure says whose fault it is, and shows a log only where a log helps."""

import errno
from pathlib import Path

import pytest

from backend.contracts.runs import FailureKind
from worker.datasets.errors import DatasetMissing, DatasetRefused
from worker.engine.refusal import NotANumber
from worker.jobs.failures import TAIL_LINES, failure_of
from worker.jobs.subspaces import NotTrained
from worker.networks.batch_norm import LoneImage
from worker.training import Diverged


@pytest.mark.parametrize(
    ("error", "kind", "has_log"),
    [
        (Diverged(7), FailureKind.DIVERGED, False),
        (NotANumber(1, 3), FailureKind.DIVERGED, False),
        (NotTrained("run abc is queued"), FailureKind.REQUEST, False),
        (DatasetMissing("CIFAR-10", Path("data_batch_4"), "its page"), FailureKind.REQUEST, False),
        (DatasetRefused("Stripes", "ours:load", "label 192"), FailureKind.REQUEST, False),
        (LoneImage("129 images in batches of 64"), FailureKind.REQUEST, False),
        (MemoryError("too large"), FailureKind.RESOURCES, True),
        (OSError("no space left"), FailureKind.RESOURCES, True),
        (KeyError("bug"), FailureKind.INTERNAL, True),
    ],
)
def test_errors_are_told_apart(error: Exception, kind: FailureKind, has_log: bool) -> None:
    failure = failure_of(error)
    assert failure.kind is kind
    assert str(error) in failure.sentence
    assert (failure.log_tail is not None) == has_log


def test_a_diverged_training_names_the_step() -> None:
    assert "step 7" in failure_of(Diverged(7)).sentence


def test_a_long_trace_is_cut_to_its_end() -> None:
    def deep(levels: int) -> None:
        if levels == 0:
            raise RuntimeError("at the bottom")
        deep(levels - 1)

    with pytest.raises(RuntimeError) as caught:
        deep(3)
    tail = failure_of(caught.value).log_tail
    assert tail is not None
    assert tail.endswith("RuntimeError: at the bottom")
    assert len(tail.splitlines()) <= TAIL_LINES


def test_a_full_disk_is_called_one() -> None:
    failure = failure_of(OSError(errno.ENOSPC, "No space left on device", "/state/checkpoints/7"))
    assert failure.kind is FailureKind.RESOURCES
    assert failure.sentence == "The disk is full (/state/checkpoints/7): make room, then retry."
