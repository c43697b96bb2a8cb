"""Temperature scaling as a metric: how good a predictive would be, were its sharpness right.

Guo et al. 2017 (arXiv 1706.04599) for the temperature, Ashukha et al. 2020 (arXiv 2002.06470,
section 3) for fitting it on one half of the test set and scoring the other.
"""

from math import exp, log
from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.quality import Mean, example_nll, mean

REPEATS = 5
BOUNDS = (1e-2, 1e2)
"""Of temperatures: a predictive without mistakes would be sharpened without end."""
ITERATIONS = 60
TOLERANCE = 1e-10


class CrossScaled(NamedTuple):
    """A predictive rescaled inside the test set, each half by the other half's temperature."""

    log_probabilities: Tensor
    """(repeats, examples, classes)."""
    temperatures: Tensor
    """Of the first and the second half (repeats, 2)."""


def scaled(log_predictive: Tensor, temperature: float) -> Tensor:
    """Log-probabilities (..., classes) at a temperature; above 1 flattens them."""
    return torch.log_softmax(log_predictive / temperature, dim=-1)


def best_temperature(log_predictive: Tensor, targets: Tensor) -> float:
    """Where the NLL of (examples, classes) is least, within `BOUNDS`.

    The NLL is convex in the inverse temperature b, with slope E_b[l] - l_target and curvature
    Var_b[l] of the log-probabilities l: Newton's method, kept inside a shrinking bracket.
    """
    low, high = -log(BOUNDS[1]), -log(BOUNDS[0])
    position = 0.0
    for _ in range(ITERATIONS):
        slope, curvature = _derivatives(log_predictive, targets, exp(position))
        low, high = (position, high) if slope < 0 else (low, position)
        step = -slope / curvature if curvature > 0 else 0.0
        inside = low < position + step < high
        previous, position = position, position + step if inside else (low + high) / 2
        if abs(position - previous) < TOLERANCE:
            break
    return exp(-position)


def _derivatives(log_predictive: Tensor, targets: Tensor, inverse: float) -> tuple[float, float]:
    """Of the mean NLL by the logarithm of the inverse temperature.

    The second leaves out the slope itself, which vanishes at the minimum: never negative.
    """
    probabilities = scaled(log_predictive, 1 / inverse).exp()
    expected = (probabilities * log_predictive).sum(dim=-1)
    variance = (probabilities * (log_predictive - expected.unsqueeze(-1)).square()).sum(dim=-1)
    slope = expected + example_nll(log_predictive, targets)
    return inverse * float(slope.mean()), inverse**2 * float(variance.mean())


def cross_scaled(
    log_predictive: Tensor, targets: Tensor, *, generator: torch.Generator, repeats: int = REPEATS
) -> CrossScaled:
    """Two-fold cross-validated scaling of an averaged predictive (examples, classes), finite.

    Args:
        log_predictive: Log of the averaged probabilities; never an average of logits.
        targets: (examples,) int64.
        generator: Splits the images; give the same seed to predictives that are compared.
        repeats: How often the images are split anew.
    """
    both = log_predictive.double()
    outputs, temperatures = [], []
    for _ in range(repeats):
        order = torch.randperm(len(targets), generator=generator).to(targets.device)
        halves = order.tensor_split(2)
        fitted = [best_temperature(both[half], targets[half]) for half in halves]
        output = torch.empty_like(both)
        for half, temperature in zip(halves, reversed(fitted), strict=True):
            output[half] = scaled(both[half], temperature)
        outputs.append(output)
        temperatures.append(fitted)
    return CrossScaled(torch.stack(outputs), torch.tensor(temperatures, dtype=torch.float64))


def calibrated_example_nll(
    log_predictive: Tensor, targets: Tensor, *, generator: torch.Generator, repeats: int = REPEATS
) -> Tensor:
    """NLL in nats of every image (examples,), averaged over the repeats of `cross_scaled`."""
    result = cross_scaled(log_predictive, targets, generator=generator, repeats=repeats)
    return example_nll(result.log_probabilities, targets).mean(dim=0)


def calibrated_nll(
    log_predictive: Tensor, targets: Tensor, *, generator: torch.Generator, repeats: int = REPEATS
) -> Mean:
    """A metric to show beside the plain NLL, never the NLL of a deployed temperature."""
    return mean(
        calibrated_example_nll(log_predictive, targets, generator=generator, repeats=repeats)
    )
