"""The sets of images that a run is evaluated on."""

from dataclasses import dataclass
from typing import Literal

from backend.contracts.catalog import CORRUPTIONS, DATASETS


@dataclass(frozen=True)
class ImageSet:
    """Images that networks of one data set are shown."""

    name: str
    kind: Literal["test", "foreign", "corrupted"]
    source: str
    """Of the foreign data set, or of the corruption."""
    strength: int = 0


def sets_of(dataset: str) -> list[ImageSet]:
    """The test split, its companions in the catalog, and every corruption at every strength."""
    spoilt = [
        ImageSet(f"{name}-{strength}", "corrupted", name, strength)
        for name, entry in CORRUPTIONS.items()
        for strength in range(1, len(entry.strengths) + 1)
    ]
    foreign = [ImageSet(name, "foreign", name) for name in DATASETS[dataset].companions]
    return [ImageSet("test", "test", dataset), *foreign, *spoilt]
