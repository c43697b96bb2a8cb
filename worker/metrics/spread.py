"""How far retrainings scatter, from as few as two: their variance pooled over images.

The log-odds of a class vary over retrainings by an amount that depends mostly on their mean m:
so the variance h(m) is pooled over the images of similar m. It belongs to the inputs it was
pooled on; a `Spread` therefore holds exactly the images it may be used for, and names them.
"""

from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.predictive import log_predictive

BIN_SIZE = 250


class Spread(NamedTuple):
    """Of one number per image over independent retrainings."""

    population: str
    """The inputs it was pooled on, the only ones it holds for."""
    members: int
    mean: Tensor
    """(examples,)."""
    own_variance: Tensor
    """s^2 of each image over its members, ddof = 1: (examples,)."""
    pooled_variance: Tensor
    """h at the mean of each image: (examples,)."""


def log_odds(member_log_probabilities: Tensor, classes: Tensor) -> Tensor:
    """log p - log(1 - p) of one class per image, exact also where p rounds to 1.

    Args:
        member_log_probabilities: (members, examples, classes), finite.
        classes: (examples,) int64.

    Returns:
        (members, examples) float64.
    """
    outputs = member_log_probabilities.double()
    index = classes.expand(len(outputs), -1).unsqueeze(-1)
    others = outputs.scatter(-1, index, -torch.inf).logsumexp(dim=-1)
    return outputs.gather(-1, index).squeeze(-1) - others


def leading_log_odds(member_log_probabilities: Tensor) -> Tensor:
    """Of the most probable class of the members' predictive: (members, examples)."""
    leading = log_predictive(member_log_probabilities.double()).argmax(dim=-1)
    return log_odds(member_log_probabilities, leading)


def margins(member_log_probabilities: Tensor) -> Tensor:
    """Log-ratio of the two leading classes of the members' predictive: (members, examples)."""
    outputs = member_log_probabilities.double()
    leading = log_predictive(outputs).topk(2, dim=-1).indices
    both = outputs.gather(-1, leading.expand(len(outputs), -1, -1))
    return both[..., 0] - both[..., 1]


def pooled_spread(values: Tensor, *, population: str, bin_size: int = BIN_SIZE) -> Spread:
    """Variance over members, pooled over the images with a similar mean.

    Args:
        values: Of independent retrainings (members, examples): `leading_log_odds` or `margins`.
            Samples of one subspace are not independent.
        population: Names the inputs, all of them of one kind.
        bin_size: Images pooled; the bins hold nearly equally many, sorted by mean.

    Raises:
        ValueError: A single member has no spread.
    """
    members, examples = values.shape
    if members < 2:
        raise ValueError(f"expected at least two independent retrainings; got {members}")
    mean, variance = values.double().mean(dim=0), values.double().var(dim=0)
    pooled = torch.empty_like(variance)
    for part in mean.argsort().tensor_split(max(1, examples // bin_size)):
        pooled[part] = variance[part].mean()
    return Spread(population, members, mean, variance, pooled)
