from math import log

import torch

from worker.metrics.histogram import BINS, histogram


def test_a_score_on_an_edge_belongs_to_the_bin_above_and_the_upper_end_to_the_last() -> None:
    scores = torch.tensor([0.0, 0.24, 0.25, 0.5, 0.99, 1.0])
    assert histogram(scores, 1.0, bins=4).tolist() == [2, 1, 1, 2]


def test_what_rounding_puts_outside_is_counted() -> None:
    scores = torch.tensor([-1e-17, log(10) + 1e-12], dtype=torch.float64)
    counts = histogram(scores, log(10))
    assert len(counts) == BINS
    assert (counts[0], counts[-1], counts.sum()) == (1, 1, 2)


def test_without_images_all_bins_are_empty() -> None:
    assert histogram(torch.empty(0), 1.0, bins=3).tolist() == [0, 0, 0]
