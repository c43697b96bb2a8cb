"""A data set as tensors: two splits and how their images are normalised."""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar, cast

import torch
from torch import Tensor

from worker.datasets.augmentation import Augmentation

Part = Literal["train", "test"]
V = TypeVar("V")

SUBSET_SEED = 0
"""Of the order that subsets are the head of: the same images for every seed of a recipe."""


@dataclass(frozen=True)
class Split:
    images: Tensor
    """(examples, channels, height, width) uint8."""
    targets: Tensor
    """(examples,) int64."""

    def __len__(self) -> int:
        return len(self.targets)

    def at(self, indices: Tensor) -> "Split":
        """These images (n,) alone, copied."""
        return Split(self.images[indices], self.targets[indices])

    def to(self, device: torch.device | str) -> "Split":
        return Split(self.images.to(device), self.targets.to(device))


@dataclass(frozen=True)
class Data:
    train: Split
    test: Split
    mean: tuple[float, ...]
    """Of each channel of the training images, in [0, 1]."""
    std: tuple[float, ...]
    sha256: str
    """Of all images and targets, every split; hex."""
    validation: Split | None = None
    """Training images that were held out."""
    augmentation: Augmentation | None = None
    """Of training images, as they are trained on; none where they are shown as they are."""
    centred: bool = False
    """Whether images are drawings that were made alike, as those of people are then too."""

    _derived: dict[Hashable, Any] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(
        cls, train: Split, test: Split, mean: tuple[float, ...], std: tuple[float, ...]
    ) -> "Data":
        """Data with the hash of what is in it."""
        return cls(train, test, mean, std, _sha256(train, test))

    def normalize(self, images: Tensor) -> Tensor:
        """Images (batch, channels, height, width) uint8 as float32, standardised by channel."""
        scale, shift = self.scale_and_shift(images.device)
        return images.float().mul_(scale).add_(shift)  # faster than a product of mixed types

    def scale_and_shift(self, device: torch.device) -> tuple[Tensor, Tensor]:
        """Each (channels, 1, 1): bytes times the first plus the second are standardised."""
        return self.derived(device, lambda: _scale_and_shift(self.mean, self.std, device))

    def derived(self, key: Hashable, make: Callable[[], V]) -> V:
        """What is worked out from these images once, and lives as long as they do."""
        if key not in self._derived:
            self._derived[key] = make()
        return cast(V, self._derived[key])

    def part(self, training_examples: int, validation: int = 0) -> "Data":
        """The same data with other training images.

        A seeded order decides: its last images are held out, its first are trained on.

        Args:
            training_examples: At most so many; 0 takes all that are not held out.
            validation: So many are held out.
        """
        total = len(self.train)
        if validation >= total:
            raise ValueError(
                f"{validation} of {total} training images were to be held out for validation; "
                "hold out fewer"
            )
        kept = min(training_examples or total, total - validation)
        if kept == total:
            return self
        order = torch.randperm(total, generator=torch.Generator().manual_seed(SUBSET_SEED))
        train = self.train.at(order[:kept])
        held_out = self.train.at(order[total - validation :]) if validation else None
        splits = [train, self.test, *([held_out] if held_out else [])]
        return replace(self, train=train, validation=held_out, sha256=_sha256(*splits))

    def to(self, device: torch.device | str) -> "Data":
        held_out = self.validation.to(device) if self.validation else None
        return replace(
            self, train=self.train.to(device), test=self.test.to(device), validation=held_out
        )


def _scale_and_shift(
    mean: tuple[float, ...], std: tuple[float, ...], device: torch.device
) -> tuple[Tensor, Tensor]:
    """A copy to a GPU would let every step wait for it, so it is made once."""
    means, deviations = torch.tensor(mean).double(), torch.tensor(std).double()
    scale, shift = 1 / (255 * deviations), -means / deviations
    return (
        scale.float().to(device)[:, None, None],
        shift.float().to(device)[:, None, None],
    )


def _sha256(*splits: Split) -> str:
    digest = hashlib.sha256()
    for split in splits:
        for tensor in (split.images, split.targets):
            digest.update(str(tuple(tensor.shape)).encode())
            digest.update(tensor.contiguous().numpy().data)
    return digest.hexdigest()
