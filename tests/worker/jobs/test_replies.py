"""An answer that cannot be given says why, in words for the person who asked."""

import pytest

from worker.datasets.errors import DatasetRefused
from worker.jobs.replies import why_none
from worker.jobs.subspaces import NotTrained
from worker.networks.errors import NetworkRefused


@pytest.mark.parametrize(
    "error",
    [
        DatasetRefused("Stripes", "ours:load", "train: label 192 at index 17 is no class"),
        NetworkRefused("choose another side"),
        NotTrained("run abc is queued"),
    ],
)
def test_what_cannot_be_opened_is_said_and_no_fault(error: Exception) -> None:
    assert why_none(error, "abcdefghijkl") == {"status": 409, "detail": str(error)}
