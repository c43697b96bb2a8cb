import pytest
import torch

from worker.metrics.gap import paired_gap


def test_pairs_tell_differences_that_separate_samples_do_not() -> None:
    images = torch.randn(1_000, generator=torch.Generator().manual_seed(0)).double()
    worse = images + 0.01
    gap = paired_gap(worse - images, torch.zeros(1_000))
    assert gap.nll == pytest.approx(0.01)
    assert gap.nll_standard_uncertainty < 1e-9
    assert not gap.caught_up
