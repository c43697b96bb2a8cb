"""Options of data sets, networks and methods: ranges, defaults, units and one sentence each."""

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from backend.contracts.base import SHA256, Contract, Flag, Identifier
from backend.contracts.vision_models import VisionModel


def unit(name: str) -> dict[str, str]:
    """The unit of an option, as it stands in the JSON schema."""
    return {"unit": name}


class NoOptions(Contract):
    """For entries that have nothing to choose."""


Channels = Annotated[list[float], Field(min_length=1, max_length=4)]
"""A number for each channel of the images, or one for all."""


class DatasetOptions(Contract):
    training_examples: Annotated[int, Field(ge=0, le=60_000, json_schema_extra=unit("images"))] = 0
    """Train on at most this many images, the first of a seeded order; 0 takes all of them."""
    validation: Annotated[int, Field(ge=0, le=10_000, json_schema_extra=unit("images"))] = 0
    """Training images that are held out, the last of the same order, for tuning."""
    augment: Flag = False
    """Show every training image shifted at random, and photographs mirrored, anew each epoch."""
    mean: Channels | None = None
    """Subtracted from pixels of 0 to 1, for all channels or for each; empty takes the usual one."""
    std: Channels | None = None
    """What they are then divided by; networks from elsewhere may have seen other images."""

    @model_serializer(mode="wrap")
    def _said(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What is usual stays unsaid, as in recipes of before there was a choice: hashes agree."""
        said: dict[str, Any] = whole(self)
        return {name: value for name, value in said.items() if value is not None}


class CIFAROptions(DatasetOptions):
    training_examples: Annotated[int, Field(ge=0, le=50_000, json_schema_extra=unit("images"))] = 0
    """Train on at most this many images, the first of a seeded order; 0 takes all of them."""
    augment: Flag = True
    """Show every training image shifted at random, and half of them mirrored, anew each epoch."""


class SVHNOptions(DatasetOptions):
    training_examples: Annotated[int, Field(ge=0, le=73_257, json_schema_extra=unit("images"))] = 0
    """Train on at most this many images, the first of a seeded order; 0 takes all of them."""


class MLPOptions(Contract):
    width: Annotated[int, Field(ge=4, le=2048, json_schema_extra=unit("neurons"))] = 256
    """Neurons in every hidden layer."""
    depth: Annotated[int, Field(ge=1, le=6, json_schema_extra=unit("layers"))] = 2
    """Number of hidden layers."""
    norm: Literal["none", "group", "batch"] = "none"
    """Normalisation after each hidden layer; batch statistics are taken anew at every point."""


class CNNOptions(Contract):
    width: Annotated[int, Field(ge=4, le=128, json_schema_extra=unit("channels"))] = 16
    """Channels of the first convolution; the deeper ones have multiples of it."""
    norm: Literal["none", "group", "batch"] = "none"
    """Normalisation after each convolution; batch statistics are taken anew at every point."""


class ResNetOptions(Contract):
    width: Annotated[int, Field(ge=4, le=64, json_schema_extra=unit("channels"))] = 16
    """Channels of the first three blocks; the next have twice, the last four times as many."""
    norm: Literal["group", "batch", "none"] = "group"
    """Normalisation after each convolution; batch statistics are taken anew at every point."""


class VisionOptions(Contract):
    model: VisionModel = "resnet18"
    """As torchvision calls it."""
    side: Annotated[int, Field(ge=28, le=256, json_schema_extra=unit("pixels"))] = 64
    """Height and width to which images are enlarged; some networks take certain sides only."""
    norm: Literal["group", "batch"] = "group"
    """What normalises where torchvision has batch normalisation; group needs no statistics."""


class EndPoint(Contract):
    run: Identifier
    """The run that trained the network."""
    member: Annotated[int, Field(ge=0, le=63)] = 0
    """Which of its networks."""


class DeepEnsembleOptions(Contract):
    members: Annotated[int, Field(ge=2, le=64, json_schema_extra=unit("networks"))] = 5
    """Independent trainings, each with its own initialisation and order of the data."""


class ImportedOptions(Contract):
    sha256: Annotated[str, *SHA256]
    """Of the file of weights."""
    procedure_known: Flag = False
    """Whether the recipe says how it was trained; if not, no retrainings are compared with it."""


class Budgeted(Contract):
    budget: Annotated[float, Field(ge=0.05, le=10, json_schema_extra=unit("trainings"))] = 1.0
    """How much the run may spend, as a multiple of one plain training."""


class SubspaceOptions(Budgeted):
    beta: Annotated[float, Field(ge=0, le=100)] = 1.0
    """Weight of the squared cosine that keeps the vertices apart (Wortsman 2021)."""
    rate_factor: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Multiplies the learning rate; 0 takes 1 / (sum of squared coefficients) of each draw."""
    layerwise: Flag = False
    """Draw other coefficients for every layer (Wortsman 2021)."""


class Startable(Contract):
    start_from: EndPoint | None = None
    """A trained network to start from; without one the run trains its own."""


class LineOptions(SubspaceOptions, Startable):
    """With a network to start from, that one stays as the first end."""


class BezierOptions(SubspaceOptions):
    control_points: Annotated[int, Field(ge=3, le=9, json_schema_extra=unit("points"))] = 3
    """Points that shape the curve, its two ends included."""


class SimplexOptions(SubspaceOptions):
    vertices: Annotated[int, Field(ge=3, le=5, json_schema_extra=unit("networks"))] = 3
    """Corners of the simplex."""
    concentration: Annotated[float, Field(ge=0.05, le=20)] = 1.0
    """Of the Dirichlet distribution the coefficients are drawn from; 1 is uniform."""


class CurveBetweenOptions(Budgeted):
    end_points: Annotated[list[EndPoint], Field(min_length=2, max_length=2)]
    """The two trained networks that the curve joins; they stay as they are."""
    control_points: Annotated[int, Field(ge=3, le=9, json_schema_extra=unit("points"))] = 3
    """Points that shape the curve, its two ends included."""
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 0.05
    """Constant for the first half, then falling linearly to a hundredth at nine tenths."""


class ChainOptions(SubspaceOptions):
    vertices: Annotated[int, Field(ge=3, le=9, json_schema_extra=unit("networks"))] = 3
    """Networks that the straight pieces join, the two ends included."""


class TwoLinesOptions(SubspaceOptions):
    budget: Annotated[float, Field(ge=0.05, le=10, json_schema_extra=unit("trainings"))] = 1.0
    """How much each line may spend, as a multiple of one plain training."""


class GrowingOptions(Budgeted):
    budget: Annotated[float, Field(ge=0.05, le=10, json_schema_extra=unit("trainings"))] = 1.0
    """Spent on growing, in plain trainings; the networks it grows between come on top."""
    samples: Annotated[int, Field(ge=1, le=25, json_schema_extra=unit("points"))] = 2
    """Points of the subspace in each step; every one costs a gradient evaluation per image."""
    volume_weight: Annotated[float, Field(ge=0, le=1)] = 1e-4
    """Pull on the logarithm of the volume (lambda of Benton 2021)."""
    learning_rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """First step of every new vertex, falling as a half cosine; 0 takes that of plain training."""


class SPROOptions(GrowingOptions, Startable):
    modes: Annotated[int, Field(ge=1, le=5, json_schema_extra=unit("networks"))] = 2
    """Networks trained on their own and joined; 1 when it starts from a trained network."""
    connectors: Annotated[int, Field(ge=1, le=5, json_schema_extra=unit("networks"))] = 2
    """Points that all modes share, grown one at a time."""


class ESPROOptions(GrowingOptions):
    modes: Annotated[int, Field(ge=2, le=8, json_schema_extra=unit("networks"))] = 3
    """Networks trained on their own, each the first vertex of a simplex."""
    vertices: Annotated[int, Field(ge=2, le=5, json_schema_extra=unit("networks"))] = 3
    """Of every simplex, the trained network included."""


class SnapshotOptions(Budgeted, Startable):
    cycles: Annotated[int, Field(ge=2, le=20, json_schema_extra=unit("cycles"))] = 5
    """Times the learning rate starts at its peak and falls to nothing, whatever the schedule."""
    keep: Annotated[int, Field(ge=1, le=20, json_schema_extra=unit("networks"))] = 3
    """Networks kept, of the last cycles."""


class AveragingOptions(Budgeted):
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 0.02
    """Constant step while weights are collected."""
    copies: Annotated[int, Field(ge=2, le=50, json_schema_extra=unit("copies"))] = 20
    """Weights collected, evenly over that time."""


class SWAGOptions(AveragingOptions, Startable):
    rank: Annotated[int, Field(ge=1, le=50, json_schema_extra=unit("deviations"))] = 20
    """Deviations from the mean that are kept, of the last copies."""


class MultiSWAGOptions(AveragingOptions):
    rank: Annotated[int, Field(ge=1, le=50, json_schema_extra=unit("deviations"))] = 20
    """Deviations from the mean that are kept, of the last copies."""
    modes: Annotated[int, Field(ge=2, le=8, json_schema_extra=unit("clouds"))] = 3
    """Independent trainings, each with a cloud of its own; each spends the budget."""


class FGEOptions(Budgeted):
    cycles: Annotated[int, Field(ge=2, le=20, json_schema_extra=unit("cycles"))] = 5
    """Short cycles after the plain part; in the middle of each a network is taken."""
    learning_rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Highest of a cycle, at its ends; 0 takes half of that of plain training."""
    lowest_rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """In the middle of a cycle; 0 takes a hundredth of the highest."""


class MCDropoutOptions(Contract):
    rate: Annotated[float, Field(gt=0, le=0.9)] = 0.1
    """Chance that an input of a layer is left out: in training for each image, in every sample."""


class LaplaceOptions(Contract):
    prior_precision: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    """Of every weight of the last layer; 0 takes weight decay times training images."""
