"""Options of data sets and networks: ranges, defaults, units and one sentence each."""

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from backend.contracts.base import Contract, Flag, Identifier
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
