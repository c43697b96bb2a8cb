"""What an entry of the catalog says about a data set or a network."""

from collections.abc import Iterable
from typing import Any, Literal, TypeVar

from pydantic import SerializeAsAny, field_serializer

from backend.contracts.base import Contract
from backend.contracts.options import NoOptions


class Described(Contract):
    name: str
    title: str
    sentence: str


class Entry(Described):
    """Something that a recipe names."""

    options: SerializeAsAny[type[Contract]]

    @field_serializer("options")
    def _schema(self, options: type[Contract]) -> dict[str, Any]:
        return options.model_json_schema()


class Files(Contract):
    """Where a data set lies in the folder of all, how it is opened, and shown anew each epoch."""

    reader: Literal["mnist", "idx", "cifar", "svhn"]
    """Of the worker: shipped or not, in MNIST's format or another one."""
    kind: str = ""
    """Class of torchvision that knows folder, files, md5 and source."""
    labels: str = "labels"
    """What a file of CIFAR's format calls the classes of its images."""
    test: str = ""
    """Pattern of the file of test images; empty where that is shipped."""
    padding: int = 2
    """Pixels that augmented images are shifted by, at most."""
    mirrored: bool = False
    """Whether half of them are mirrored."""


class DatasetEntry(Entry):
    """Images that networks can be trained on."""

    shape: tuple[int, int, int]
    """Channels, height, width."""
    classes: tuple[str, ...]
    training_examples: int
    test_examples: int
    licence: str
    mean: tuple[float, ...] = ()
    """Of each channel of the training images, in [0, 1]; empty where only its loader knows it."""
    std: tuple[float, ...] = ()
    centred: bool = False
    """Whether images are light drawings on black, cut out, scaled to 20 of 28 parts of the side and
    centred by their mass, as MNIST's were (LeCun 1998): what people draw is then made so too."""
    files: Files | None = None
    """Null where a package opens it."""
    companions: tuple[str, ...] = ()
    """Data sets and companions whose test images are foreign to this one, and of its shape."""


class CompanionEntry(Described):
    """Test images alone: foreign to the data sets that name it, so nothing is trained on them."""

    shape: tuple[int, int, int]
    """Channels, height, width."""
    classes: tuple[str, ...]
    test_examples: int
    licence: str
    test_file: str
    """Pattern of the file, in the folder of all data sets."""


class CorruptionEntry(Described):
    """A way to spoil test images, computed when it is asked for."""

    strengths: tuple[float, float, float, float, float]
    """From the weakest to the strongest."""
    unit: str
    """Of a strength."""


class NetworkEntry(Entry):
    options: SerializeAsAny[type[Contract]] = NoOptions
    convolutional: bool = False
    """Whether an image takes it long on a CPU."""
    smallest_side: int = 1
    """Pixels that images have at least, in height and width."""


AnyEntry = TypeVar("AnyEntry", bound=Described)


def by_name(entries: Iterable[AnyEntry]) -> dict[str, AnyEntry]:
    return {entry.name: entry for entry in entries}
