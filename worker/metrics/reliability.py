"""Does a confidence of .8 come true four times in five? Guo et al. 2017 (arXiv 1706.04599)."""

from math import ceil
from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.quality import is_correct

BINS = 15
NULL_DRAWS = 200


class Reliability(NamedTuple):
    """Bins of a reliability diagram, each (bins,) float64; not a number where a bin is empty."""

    images: Tensor
    """How many fall into the bin."""
    confidence: Tensor
    """Mean confidence of the images in the bin."""
    accuracy: Tensor
    """Share of them that are right."""
    standard_error: Tensor
    """Of the accuracy, sqrt(a (1 - a) / (n - 1)); not a number for one image."""


class NullEce(NamedTuple):
    """What a perfectly calibrated model of the same confidences would show by chance."""

    mean: float
    standard_deviation: float


def confidences(log_predictive: Tensor) -> Tensor:
    """Probability of the leading class (examples,), float64."""
    return log_predictive.double().amax(dim=-1).exp()


def equal_width(bins: int = BINS) -> Tensor:
    """Inner edges (bins - 1,) of right-closed bins; a confidence of 1 is in the last."""
    return torch.arange(1, bins, dtype=torch.float64) / bins


def equal_mass(confidence: Tensor, bins: int = BINS) -> Tensor:
    """Inner edges (bins - 1,) that put equally many images in each bin; ties stay together."""
    last = [ceil(len(confidence) * i / bins) - 1 for i in range(1, bins)]
    return confidence.sort().values[last]


def binned(confidence: Tensor, correct: Tensor, edges: Tensor) -> Reliability:
    """Bins of images (examples,) by confidence; a bin is (edge before, its own edge]."""
    index = torch.bucketize(confidence, edges.to(confidence.device))
    count, confident, right = (
        torch.zeros(len(edges) + 1, dtype=torch.float64, device=index.device).index_add(
            0, index, values.double()
        )
        for values in (torch.ones_like(confidence), confidence, correct)
    )
    accuracy = right / count
    error = (accuracy * (1 - accuracy) / (count - 1)).sqrt()
    return Reliability(count, confident / count, accuracy, error)


def reliability(
    log_predictive: Tensor, targets: Tensor, *, bins: int = BINS, by_mass: bool = False
) -> Reliability:
    """Diagram of a predictive (examples, classes), given as log-probabilities."""
    confidence = confidences(log_predictive)
    edges = equal_mass(confidence, bins) if by_mass else equal_width(bins)
    return binned(confidence, is_correct(log_predictive, targets), edges)


def calibration_error(diagram: Reliability) -> float:
    """Mean over images of |accuracy - confidence| of their bin (Guo 2017, equation 3)."""
    gap = (diagram.accuracy - diagram.confidence).abs().nan_to_num()
    return float((diagram.images * gap).sum() / diagram.images.sum())


def ece(log_predictive: Tensor, targets: Tensor, *, bins: int = BINS) -> float:
    """Of bins of equal width."""
    return calibration_error(reliability(log_predictive, targets, bins=bins))


def calibration_errors(confidence: Tensor, correct: Tensor, *, bins: int = BINS) -> Tensor:
    """`ece` of many networks (networks,), from their confidences and hits (networks, images).

    The accuracy less the confidence of a bin, times its images, is a sum over them.
    """
    networks, images = confidence.shape
    index = torch.bucketize(confidence, equal_width(bins).to(confidence.device))
    index += bins * torch.arange(networks, device=index.device).unsqueeze(1)
    excess = correct.double() - confidence
    sums = torch.bincount(index.flatten(), weights=excess.flatten(), minlength=bins * networks)
    return sums.view(networks, bins).abs().sum(dim=1) / images


def ece_em(log_predictive: Tensor, targets: Tensor, *, bins: int = BINS) -> float:
    """Of bins of equal mass (Nguyen and O'Connor 2015, arXiv 1508.05154)."""
    return calibration_error(reliability(log_predictive, targets, bins=bins, by_mass=True))


def ece_null(
    log_predictive: Tensor,
    *,
    generator: torch.Generator,
    bins: int = BINS,
    by_mass: bool = False,
    draws: int = NULL_DRAWS,
) -> NullEce:
    """The calibration error expected if every confidence were true, by simulation.

    Binning makes the error of a finite sample positive (Vaicenavicius et al. 2019, arXiv
    1902.06977): an error is evidence only as far as it exceeds this one.
    """
    confidence = confidences(log_predictive).cpu()
    edges = equal_mass(confidence, bins) if by_mass else equal_width(bins)
    index = torch.bucketize(confidence, edges)
    belongs = torch.zeros(len(confidence), bins, dtype=torch.float64)
    belongs.scatter_(1, index.unsqueeze(1), 1.0)
    uniform = torch.rand(draws, len(confidence), generator=generator, dtype=torch.float64)
    # Of each bin: images that came out right, less those expected to, in every draw.
    excess = torch.lt(uniform, confidence).double() @ belongs - confidence @ belongs
    sample = excess.abs().sum(dim=1) / len(confidence)
    return NullEce(float(sample.mean()), float(sample.std()))
