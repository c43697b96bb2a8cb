"""A data set as tensors: two splits and how their images are normalised."""

import hashlib
from dataclasses import dataclass, replace

import torch
from torch import Tensor

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
    """Of all images and targets, both splits; hex."""

    @classmethod
    def of(
        cls, train: Split, test: Split, mean: tuple[float, ...], std: tuple[float, ...]
    ) -> "Data":
        """Data with the hash of what is in it."""
        return cls(train, test, mean, std, _sha256(train, test))

    def normalize(self, images: Tensor) -> Tensor:
        """Images (batch, channels, height, width) uint8 as float32, standardised by channel."""
        return self.normalize_pixels(images.float().mul_(1 / 255))

    def normalize_pixels(self, pixels: Tensor) -> Tensor:
        """The same for float32 pixels in [0, 1]; in place."""
        if len(self.mean) == 1:
            return pixels.sub_(self.mean[0]).mul_(1 / self.std[0])
        mean, std = pixels.new_tensor(self.mean), pixels.new_tensor(self.std)
        return pixels.sub_(mean[:, None, None]).div_(std[:, None, None])

    def with_training_examples(self, count: int) -> "Data":
        """The same data with the first `count` training images of a seeded order; 0 is all."""
        if count == 0 or count == len(self.train):
            return self
        if count > len(self.train):
            raise ValueError(
                f"{count} training images were asked of {len(self.train)}; "
                "ask for fewer, or 0 for all"
            )
        order = torch.randperm(
            len(self.train), generator=torch.Generator().manual_seed(SUBSET_SEED)
        )
        chosen = order[:count]
        train = Split(self.train.images[chosen], self.train.targets[chosen])
        return replace(self, train=train, sha256=_sha256(train, self.test))

    def to(self, device: torch.device | str) -> "Data":
        return replace(self, train=self.train.to(device), test=self.test.to(device))


def _sha256(*splits: Split) -> str:
    digest = hashlib.sha256()
    for split in splits:
        for tensor in (split.images, split.targets):
            digest.update(str(tuple(tensor.shape)).encode())
            digest.update(tensor.contiguous().numpy().data)
    return digest.hexdigest()
