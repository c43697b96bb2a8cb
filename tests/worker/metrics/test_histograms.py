from math import log

import pytest
import torch

from worker.metrics.histograms import LEAST, edges, shares


def test_edges_lie_evenly_between_certainty_and_guessing() -> None:
    found = edges(10)
    assert float(found[0]) == pytest.approx(LEAST)
    assert float(found[-1]) == pytest.approx(log(10))
    ratios = found[1:] / found[:-1]
    assert torch.allclose(ratios, ratios[0].expand_as(ratios))


def test_a_value_on_an_edge_is_in_the_bin_above() -> None:
    values = torch.tensor([1.0, 1.5, 2.0, 3.0, 4.0])
    assert shares(values, torch.tensor([1.0, 2.0, 3.0, 4.0])).tolist() == [0.4, 0.2, 0.4]


def test_what_lies_outside_is_in_the_outermost_bins() -> None:
    values = torch.tensor([-1e-17, 0.0, log(10) + 1e-12], dtype=torch.float64)
    found = shares(values, edges(10))
    assert found[[0, -1]].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert float(found.sum()) == pytest.approx(1)
