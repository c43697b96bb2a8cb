"""Which layers read features of single images, and in what order."""

import pytest
import torch
from torch import Tensor, nn

from backend.contracts.catalog import DATASETS, NETWORKS
from worker.networks import network
from worker.networks.readers import Reader, readers

SHAPE = (1, 28, 28)


def of(name: str, **options) -> list[Reader]:
    complete = NETWORKS[name].options.model_validate(options).model_dump()
    return readers(network(DATASETS["mnist"], name, complete), SHAPE)


def test_linear_layers_read_neurons_and_convolutions_channels():
    assert of("mlp", width=8, depth=2) == [Reader("3", 8, 1, -1), Reader("5", 8, 1, -1)]
    read = [(reader.inputs, reader.axis) for reader in of("cnn", width=4)]
    assert read == [(4, 1), (200, -1), (128, -1)]
    assert len(of("resnet20", width=4, norm="batch")) == 19


def test_order_is_that_of_the_pass_and_groups_are_told():
    class Backwards(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.last = nn.Linear(6, 3)
            self.grouped = nn.Conv2d(4, 6, 3, groups=2)
            self.first = nn.Conv2d(1, 4, 3)

        def forward(self, images: Tensor) -> Tensor:
            return self.last(self.grouped(self.first(images)).mean(dim=(2, 3)))

    assert readers(Backwards(), SHAPE) == [Reader("grouped", 4, 2, 1), Reader("last", 6, 1, -1)]


def test_shared_weights_and_layers_that_fold_images_together_are_no_readers():
    class Odd(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.tied = nn.Linear(28, 28), nn.Linear(28, 28)
            self.tied.weight = self.first.weight
            self.folded, self.last = nn.Linear(28, 5), nn.Linear(28 * 5, 3)

        def forward(self, images: Tensor) -> Tensor:
            rows = self.tied(self.first(images.flatten(0, 2)))
            return self.last(self.folded(rows).view(len(images), -1))

    assert readers(Odd(), SHAPE) == [Reader("last", 140, 1, -1)]


@pytest.mark.parametrize("training", [True, False])
def test_network_stays_as_it_was(training):
    module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(1352, 2))
    module.train(training)
    before = {name: tensor.clone() for name, tensor in module.state_dict().items()}
    readers(module, SHAPE)
    assert module[1].training == training
    assert all(torch.equal(before[name], tensor) for name, tensor in module.state_dict().items())
    assert not any(part._forward_pre_hooks for part in module.modules())
