"""Clouds about networks."""

from typing import Annotated

from pydantic import Field

from backend.contracts.families import Family
from backend.contracts.method_entries import MethodEntry, MethodOptions, Stretch, count
from backend.contracts.method_options import Startable
from backend.contracts.methods_collected import AveragingOptions
from backend.contracts.options import unit


class SWAGOptions(AveragingOptions, Startable):
    rank: Annotated[int, Field(ge=1, le=50, json_schema_extra=unit("deviations"))] = 20
    """Deviations from the mean that are kept, of the last copies."""


class MultiSWAGOptions(AveragingOptions):
    rank: Annotated[int, Field(ge=1, le=50, json_schema_extra=unit("deviations"))] = 20
    """Deviations from the mean that are kept, of the last copies."""
    modes: Annotated[int, Field(ge=2, le=8, json_schema_extra=unit("clouds"))] = 3
    """Independent trainings, each with a cloud of its own; each spends the budget."""

    def stretches(self, vertices: int) -> list[Stretch]:  # noqa: ARG002
        """One training each; copies have one independent deviation fewer than there are of them."""
        each = 1 + min(self.rank, self.copies - 1)
        starts = range(0, each * self.modes, each)
        return [Stretch(range(start, start + each), self.budget) for start in starts]


class LaplaceOptions(MethodOptions):
    prior_precision: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    """Of every weight of the last layer; 0 takes weight decay times training images."""


class MCDropoutOptions(MethodOptions):
    rate: Annotated[float, Field(gt=0, le=0.9)] = 0.1
    """Chance that an input of a layer is left out: in training for each image, in every sample."""


DEVIATIONS = count("rank", "copies", plus=1)
"""The centre and its deviations, at most: those of all copies from their own mean sum to nothing,
so that one fewer is published, but runs are kept whose rounding left it in."""

ENTRIES = (
    MethodEntry(
        name="swag",
        title="SWAG",
        sentence="A normal cloud fitted to the weights that one training passes through.",
        options=SWAGOptions,
        family=Family.GAUSSIAN,
        geometry="gaussian",
        paper="Maddox et al. 2019",
        group="One training: snapshots and clouds",
        published=DEVIATIONS,
    ),
    MethodEntry(
        name="laplace_last_layer",
        title="Last-layer Laplace",
        sentence="One network whose last layer is a normal cloud, as wide as the data allow.",
        options=LaplaceOptions,
        family=Family.GAUSSIAN,
        geometry="gaussian",
        paper="Daxberger et al. 2021",
        group="One training: snapshots and clouds",
    ),
    MethodEntry(
        name="mc_dropout",
        title="MC dropout",
        sentence="One network trained and asked with inputs of its layers left out at random.",
        options=MCDropoutOptions,
        family=Family.DROPOUT,
        geometry="dropout",
        paper="Gal and Ghahramani 2016",
        group="One training: snapshots and clouds",
        revision=2,
    ),
    MethodEntry(
        name="multi_swag",
        title="MultiSWAG",
        sentence="Several clouds, each from a training of its own.",
        options=MultiSWAGOptions,
        family=Family.GAUSSIAN,
        geometry="gaussian",
        paper="Wilson and Izmailov 2020",
        group="Several trainings in one run",
        noun="clouds",
        networks="networks of the clouds",
        published=DEVIATIONS.model_copy(update={"times": "modes"}),
        budgets=count("modes"),
    ),
)
