"""All figures of merit of one predictive distribution, as the contract holds them."""

from statistics import fmean
from typing import Any

import torch
from torch import Tensor

from backend.contracts.quality import Bin, Forecast, Quality
from worker.metrics.brier import brier
from worker.metrics.calibration import cross_scaled
from worker.metrics.quality import example_nll, finite, is_correct, mean
from worker.metrics.recall import class_recall
from worker.metrics.reliability import ece, ece_em, ece_null, reliability
from worker.metrics.selective import aurc

SEED = 0
"""Of the halves of the test set and of the null distribution: the same for all that is compared."""


def quality(
    log_predictive: Tensor, targets: Tensor, *, members: int, diagrams: bool = True
) -> Quality:
    """Of a predictive distribution (examples, classes), given as finite log-probabilities.

    Args:
        log_predictive: Of the averaged probabilities.
        targets: (examples,) int64.
        members: Networks that were averaged.
        diagrams: Also reliability bins.
    """
    both = log_predictive.double()
    after = cross_scaled(both, targets, generator=halving())
    scaled = after.log_probabilities
    calibrated = mean(example_nll(scaled, targets).mean(dim=0))
    plain = unscaled_quality(both, targets, members=members, diagrams=diagrams)
    return plain.model_copy(
        update={
            "calibrated_nll": calibrated.value,
            "calibrated_nll_standard_error": finite(calibrated.standard_error),
            "temperature": float(after.temperatures.mean()),
            "scaled": Forecast(**_forecast(scaled, targets, diagrams=diagrams)),
        }
    )


def unscaled_quality(
    log_predictive: Tensor, targets: Tensor, *, members: int = 1, diagrams: bool = True
) -> Quality:
    """The same without what takes a temperature: as fast as a click needs it."""
    both = log_predictive.double()
    accuracy = mean(is_correct(both, targets))
    recall = class_recall(both, targets)
    return Quality(
        **_forecast(both.unsqueeze(0), targets, diagrams=diagrams),
        accuracy=accuracy.value,
        accuracy_standard_error=accuracy.standard_error,
        members=members,
        recall=_list(recall.recall),
        recall_standard_error=_list(recall.standard_error),
    )


def _forecast(repeats: Tensor, targets: Tensor, *, diagrams: bool) -> dict[str, Any]:
    """Fields of a Forecast, averaged over repeats (repeats, examples, classes) of a scaling.

    Diagram and null distribution are those of the first repeat: they hardly differ.
    """
    nll = mean(example_nll(repeats, targets).mean(dim=0))
    briers = [brier(one, targets) for one in repeats]
    null = ece_null(repeats[0], generator=halving())
    return {
        "nll": nll.value,
        "nll_standard_error": nll.standard_error,
        "brier": fmean(b.value for b in briers),
        "brier_standard_error": finite(fmean(b.standard_error for b in briers)),
        "ece": fmean(ece(one, targets) for one in repeats),
        "ece_em": fmean(ece_em(one, targets) for one in repeats),
        "ece_null": null.mean,
        "ece_null_standard_deviation": null.standard_deviation,
        "aurc": fmean(aurc(-one.amax(dim=-1), ~is_correct(one, targets)) for one in repeats),
        "reliability": _bins(repeats[0], targets) if diagrams else [],
    }


def _bins(log_predictive: Tensor, targets: Tensor) -> list[Bin]:
    columns = (field.tolist() for field in reliability(log_predictive, targets))
    return [
        Bin(images=int(n), confidence=confidence, accuracy=right, standard_error=finite(error))
        for n, confidence, right, error in zip(*columns, strict=True)
        if n
    ]


def _list(values: Tensor) -> list[float | None]:
    return [finite(value) for value in values.tolist()]


def halving() -> torch.Generator:
    """Splits the images into halves: the same ones for all that is compared."""
    return torch.Generator().manual_seed(SEED)
