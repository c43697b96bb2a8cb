"""A run beside its reference, image by image of the test split: paired gaps, and the DEE."""

from collections.abc import Mapping

import torch
from torch import Tensor

from backend.contracts.evaluation import Against, Equivalent, Gap
from worker.evaluation.networks import Outputs, Pulse
from worker.metrics import dee
from worker.metrics.calibration import calibrated_example_nll
from worker.metrics.gap import paired_gap
from worker.metrics.predictive import log_predictive
from worker.metrics.quality import example_nll, finite, is_correct
from worker.metrics.report import halving

PER_SIZE = 20
"""Sub-ensembles of each size; a reference of eight has 117 of them."""
SEED = 0
"""Of the choice among them and of the bootstrap."""


def per_image(outputs: Outputs, targets: Tensor) -> dict[str, Tensor]:
    """What `against` needs of a run, float32 (examples,) each.

    Args:
        outputs: On the whole test split.
        targets: (examples,) int64.
    """
    averaged = log_predictive(outputs.sample)
    alone = {
        "vertices": outputs.vertices,
        "representative": outputs.representative,
        "mean": averaged[None],
    }
    figures = {
        "calibrated_nll": _calibrated(averaged, targets),
        **{f"{k}_nll": example_nll(v, targets).mean(dim=0) for k, v in alone.items() if len(v)},
        **{
            f"{k}_correct": is_correct(v, targets).double().mean(dim=0)
            for k, v in alone.items()
            if len(v)
        },
    }
    return {name: values.float() for name, values in figures.items()}


def against(
    own: Mapping[str, Tensor],
    members: Tensor,
    targets: Tensor,
    *,
    reference: str,
    pulse: Pulse = lambda: None,
) -> Against:
    """Compare.

    Args:
        own: As `per_image` gives it.
        members: Log-probabilities of the reference (members, examples, classes), float64.
        targets: (examples,) int64.
        reference: Its run.
        pulse: Called between a few sub-ensembles and the next.
    """
    averaged = log_predictive(members)[None]

    def gap(who: str, networks: Tensor = members) -> Gap:
        nll = example_nll(networks, targets).mean(dim=0)
        correct = is_correct(networks, targets).double().mean(dim=0)
        return paired_gap(own[f"{who}_nll"] - nll, correct - own[f"{who}_correct"])

    measured = "mean_nll" in own
    return Against(
        reference=reference,
        equivalent=_equivalent(own["calibrated_nll"], members, targets, pulse),
        representative=gap("representative") if "representative_nll" in own else None,
        vertices=gap("vertices"),
        mean=gap("mean") if measured else None,
        ensemble=gap("mean", averaged) if measured else None,
    )


def gain(own: Mapping[str, Tensor]) -> Gap:
    """Of the average over one network alone; negative is better.

    Args:
        own: As `per_image` gives it.
    """
    return paired_gap(
        own["mean_nll"] - own["vertices_nll"], own["vertices_correct"] - own["mean_correct"]
    )


def _equivalent(nll: Tensor, members: Tensor, targets: Tensor, pulse: Pulse) -> Equivalent | None:
    if len(members) < 2:
        return None

    def scored(log_probabilities: Tensor) -> Tensor:
        pulse()
        return _calibrated(log_probabilities, targets)

    chance = torch.Generator().manual_seed(SEED)
    table = dee.sub_ensembles(members, scored, generator=chance, per_size=PER_SIZE)
    found = dee.equivalent(nll.double(), table, generator=chance)
    return Equivalent(
        value=finite(found.value),
        low=finite(found.low),
        high=finite(found.high),
        largest=found.largest,
        words=str(found),
    )


def _calibrated(log_probabilities: Tensor, targets: Tensor) -> Tensor:
    return calibrated_example_nll(log_probabilities, targets, generator=halving())
