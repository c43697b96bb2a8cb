"""One set of images after the other: what the networks of a run are worth there."""

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from torch import Tensor

from backend.contracts.families import Representative
from backend.contracts.image_sets import ImageSet
from backend.contracts.quality import (
    Detection,
    Histograms,
    Quality,
    Retraining,
    Rows,
    SetEvaluation,
    mean_detection,
    mean_quality,
)
from worker.engine.context import Context
from worker.engine.engine import Examples
from worker.evaluation.networks import (
    Networks,
    Outputs,
    Pulse,
    networks_of,
    outputs_of,
    represented_by,
)
from worker.evaluation.retraining import foresight
from worker.evaluation.sets import (
    corrupted_examples,
    foreign_examples,
    own_examples,
)
from worker.metrics.histograms import edges, shares
from worker.metrics.ood import SCORES, detections
from worker.metrics.predictive import log_predictive
from worker.metrics.report import quality

NETWORKS = 8
"""Of the subspace, on every set but the test split."""
NEED_SEVERAL = ("mutual_information",)
"""Scores that are zero throughout for a single network."""


class Evaluated(NamedTuple):
    result: SetEvaluation
    flip_risk: dict[str, Tensor]
    """Of the test split with independent members: kind -> (examples,); else empty."""


class Evaluator:
    """Evaluates one run, set by set.

    Args:
        context: The trained subspace.
        folder: Of all data sets.
        independent: Whether its members are independent retrainings.
    """

    def __init__(self, context: Context, folder: Path, *, independent: bool) -> None:
        self._context = context
        self._folder = folder
        self._pulse: Pulse = lambda: None
        several = context.geometry.separate and len(context.vertices) > 1
        self._independent = independent and several

    def use(self, pulse: Pulse) -> None:
        """To be called between a few networks and the next, so that a lease can be renewed."""
        self._pulse = self._context.engine.pulse = pulse

    def evaluate(self, images: ImageSet) -> Evaluated:
        """What the contract holds of one set.

        Raises:
            DatasetUnavailable: It is foreign and cannot be opened on this machine.
        """
        return {"test": self._test, "foreign": self._foreign, "corrupted": self._corrupted}[
            images.kind
        ](images)

    @cached_property
    def _networks(self) -> Networks:
        return networks_of(self._context, NETWORKS)

    @cached_property
    def _own(self) -> Outputs:
        """On a part of the test split as it is."""
        return self._outputs(own_examples(self._context.data))

    def _outputs(self, examples: Examples) -> Outputs:
        return outputs_of(self._networks, examples, self._context, self._pulse)

    def _test(self, images: ImageSet) -> Evaluated:
        """Its quality was published with the run; all members foresee a further one."""
        context, examples = self._context, self._context.examples("test")
        if not self._independent:
            return Evaluated(_result(images, len(examples), 0), {})
        members = networks_of(context, len(context.vertices))
        found = foresight(outputs_of(members, examples, context, self._pulse).sample, images.name)
        result = _result(images, len(examples), len(members.sample), retraining=found.summary)
        return Evaluated(result, found.flip_risk)

    def _foreign(self, images: ImageSet) -> Evaluated:
        examples = foreign_examples(images, self._context.data, self._folder)
        own, foreign = self._own, self._outputs(examples)
        result = _result(
            images,
            len(examples),
            len(foreign.sample),
            own_examples=own.sample.shape[1],
            represented_by=represented_by(self._context),
            detection=_detection(own, foreign),
            retraining=self._foreseen(foreign.sample, images),
        )
        return Evaluated(result, {})

    def _corrupted(self, images: ImageSet) -> Evaluated:
        examples = corrupted_examples(images, self._context.data)
        outputs = self._outputs(examples)
        result = _result(
            images,
            len(examples),
            len(outputs.sample),
            represented_by=represented_by(self._context),
            quality=_quality(outputs, examples.targets.cpu()),
            retraining=self._foreseen(outputs.sample, images),
        )
        return Evaluated(result, {})

    def _foreseen(self, members: Tensor, images: ImageSet) -> Retraining | None:
        return foresight(members, images.name).summary if self._independent else None


def _result(
    images: ImageSet,
    examples: int,
    networks: int,
    *,
    own_examples: int | None = None,
    represented_by: Representative | None = None,
    quality: Rows[Quality] | None = None,
    detection: Rows[list[Detection]] | None = None,
    retraining: Retraining | None = None,
) -> SetEvaluation:
    return SetEvaluation(
        name=images.name,
        kind=images.kind,
        examples=examples,
        networks=networks,
        own_examples=own_examples,
        represented_by=represented_by,
        quality=quality,
        detection=detection,
        retraining=retraining,
    )


def _quality(outputs: Outputs, targets: Tensor) -> Rows[Quality]:
    def alone(networks: Tensor) -> list[Quality]:
        return [quality(network, targets, members=1, diagrams=False) for network in networks]

    mean, members = log_predictive(outputs.sample), len(outputs.sample)
    return Rows[Quality](
        subspace=quality(mean, targets, members=members),
        representative=next(iter(alone(outputs.representative)), None),
        vertex=mean_quality(alone(outputs.vertices)),
    )


def _detection(own: Outputs, foreign: Outputs) -> Rows[list[Detection]]:
    def alone(here: Tensor, there: Tensor) -> list[list[Detection]]:
        return [detected(here[i : i + 1], there[i : i + 1]) for i in range(len(here))]

    return Rows[list[Detection]](
        subspace=detected(own.sample, foreign.sample),
        representative=next(iter(alone(own.representative, foreign.representative)), None),
        vertex=mean_detection(alone(own.vertices, foreign.vertices)),
    )


def detected(own: Tensor, foreign: Tensor) -> list[Detection]:
    """By every score, from log-probabilities (members, examples, classes)."""
    several = len(own) > 1
    return [
        Detection(**found._asdict(), histograms=_histograms(found.score, own, foreign))
        for found in detections(own, foreign)
        if several or found.score not in NEED_SEVERAL
    ]


def _histograms(score: str, own: Tensor, foreign: Tensor) -> Histograms:
    bins = edges(own.shape[-1])
    here, there = (shares(SCORES[score](each), bins).tolist() for each in (own, foreign))
    return Histograms(edges=bins.tolist(), own=here, foreign=there)
