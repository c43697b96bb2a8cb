import pytest
import torch

from tests.worker.metrics.outputs import members
from tests.worker.metrics.retrainings import retrainings, true_variance, two_classes
from worker.metrics.predictive import log_predictive
from worker.metrics.spread import leading_log_odds, log_odds, margins, pooled_spread


def test_log_odds_are_those_of_the_probability() -> None:
    outputs, targets = members(3, 50, 6)
    expected = outputs.exp()[:, torch.arange(50), targets].logit()
    assert log_odds(outputs, targets).flatten().tolist() == pytest.approx(expected.flatten())


def test_log_odds_survive_probabilities_that_round_to_1() -> None:
    values = torch.tensor([[-700.0, -60.0, 60.0, 700.0]], dtype=torch.float64)
    first = torch.zeros(4, dtype=torch.int64)
    assert torch.equal(log_odds(two_classes(values), first), values)


def test_leading_class_is_that_of_the_averaged_probabilities() -> None:
    """Two members lean to the second class, one is sure of the first, which wins."""
    outputs = torch.tensor([[[0.99, 0.01]], [[0.4, 0.6]], [[0.4, 0.6]]], dtype=torch.float64).log()
    expected = torch.tensor([0.99, 0.4, 0.4], dtype=torch.float64).logit()
    assert leading_log_odds(outputs).squeeze().tolist() == pytest.approx(expected.tolist())
    assert margins(outputs).squeeze().tolist() == pytest.approx(expected.tolist())


def test_margins_are_log_ratios_of_the_two_leading_classes() -> None:
    outputs, _ = members(3, 50, 6)
    leading = log_predictive(outputs).topk(2).indices
    row = torch.arange(50)
    expected = outputs[:, row, leading[:, 0]] - outputs[:, row, leading[:, 1]]
    assert torch.equal(margins(outputs), expected)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_known_spread_is_recovered(count: int) -> None:
    spread = pooled_spread(retrainings(count, seed=1, examples=20_000), population="synthetic")
    ratio = spread.pooled_variance / true_variance(spread.mean)
    # A variance pooled over n images is known to sqrt(2 / (n (count - 1))).
    assert float(ratio.mean()) == pytest.approx(1, abs=0.02)
    assert float(ratio.std()) < 1.5 * (2 / (250 * (count - 1))) ** 0.5
    own = spread.own_variance / true_variance(spread.mean)
    assert float(ratio.std()) < float(own.std()) / 10


def test_images_pool_with_those_of_similar_mean() -> None:
    values = torch.tensor([[0.0, 10.0, 0.0, 10.0], [0.2, 14.0, 0.4, 16.0]], dtype=torch.float64)
    spread = pooled_spread(values, population="four", bin_size=2)
    expected = [(0.02 + 0.08) / 2, (8 + 18) / 2]
    assert spread.pooled_variance.tolist() == pytest.approx(expected * 2)
    assert (spread.population, spread.members) == ("four", 2)


def test_few_images_are_pooled_together() -> None:
    spread = pooled_spread(retrainings(2, seed=0, examples=100), population="few")
    mean = float(spread.own_variance.mean())
    assert spread.pooled_variance.tolist() == pytest.approx([mean] * 100)


def test_a_single_network_has_no_spread() -> None:
    with pytest.raises(ValueError, match="at least two independent retrainings; got 1"):
        pooled_spread(torch.zeros(1, 10), population="any")
