"""Batch normalisation in channels-last, beside float64 and beside the usual order."""

import copy
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn

from worker.engine.engine import Engine, Examples, Points
from worker.networks.batch_norm import recalibrate_, running_statistics
from worker.networks.batch_statistics import AccurateStatistics
from worker.subspaces.layout import Layout
from worker.training.flat_network import FlatNetwork

CPU = torch.device("cpu")
GENERATOR = torch.Generator().manual_seed(0)
IMAGES = 1 + torch.randn(512, 3, 28, 28, generator=GENERATOR)
TARGETS = torch.randint(5, (512,), generator=GENERATOR)
EXACT = 1e-6
"""Relative error of sums of 200,000 and more values; torch's own is above 1e-5 here."""


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    usual = torch.get_num_threads()
    yield
    torch.set_num_threads(usual)


def network() -> nn.Module:
    torch.manual_seed(0)
    first = [nn.Conv2d(3, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU()]
    second = [nn.Conv2d(8, 8, 3, padding=1), nn.BatchNorm2d(8, affine=False), nn.ReLU()]
    return nn.Sequential(*first, *second, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5))


def in_channels_last(images: Tensor) -> Tensor:
    return images.contiguous(memory_format=torch.channels_last)


def error(found: Tensor, exact: Tensor) -> float:
    return float((found - exact).detach().norm() / exact.detach().norm())


def learnt(module: nn.Module, images: Tensor) -> Tensor:
    recalibrate_(module, images)
    return torch.cat(running_statistics(module))


def test_statistics_are_exact_in_either_order_and_with_any_number_of_threads() -> None:
    module = network().eval()
    exact = learnt(copy.deepcopy(module).double(), IMAGES.double())
    found = []
    for count in (1, 2):
        torch.set_num_threads(count)
        found += [learnt(module, in_channels_last(IMAGES)), learnt(module, IMAGES)]
    for statistics in found:
        assert error(statistics, exact) < EXACT
    assert error(found[2], found[0]) < 1e-7


def test_the_engine_finds_the_statistics_that_the_network_alone_has() -> None:
    module = network().eval()
    layout = Layout.of(module)
    flat = layout.flatten(module)
    engine = Engine(module, CPU, lambda: IMAGES)
    ends = Points([flat, torch.zeros_like(flat)], torch.tensor([[1.0, 0.0]]).double())
    logits = engine.logits(ends, Examples(IMAGES[:50], TARGETS[:50]))[0]
    found = engine.statistics(ends)
    assert found is not None
    exact = copy.deepcopy(module).double()
    assert error(found[0], learnt(exact, IMAGES.double())) < EXACT
    assert error(logits, exact(IMAGES[:50].double())) < EXACT


def test_a_training_step_has_the_gradient_of_the_usual_order() -> None:
    gradients = []
    for channels_last in (False, True):
        module = network()
        point = FlatNetwork(module, Layout.of(module), CPU, channels_last=channels_last)
        point.weights.copy_(Layout.of(module).flatten(network()))
        loss = point.differentiate(IMAGES, TARGETS)
        gradients.append((loss, point.gradient, torch.cat(running_statistics(module))))
    usual, ordered = gradients
    assert error(ordered[0], usual[0]) < EXACT
    assert error(ordered[1], usual[1]) < 1e-3  # those are summed up one by one as before
    assert error(ordered[2], usual[2]) < EXACT


def test_gradients_are_those_of_a_normalisation_by_the_batch() -> None:
    images = torch.randn(4, 2, 3, 3, generator=GENERATOR).double()
    ordered = in_channels_last(images).requires_grad_()
    for norm in (nn.BatchNorm2d(2), nn.BatchNorm2d(2, affine=False, track_running_stats=False)):
        norm.double()

        def normalised(images: Tensor, norm: nn.Module = norm) -> Tensor:
            with AccurateStatistics():
                found: Tensor = norm(in_channels_last(images))
            return found

        torch.testing.assert_close(normalised(images), norm(images), rtol=1e-6, atol=1e-6)
        assert torch.autograd.gradcheck(normalised, ordered, atol=1e-4)


def test_reduced_precision_is_normalised_too() -> None:
    images, norm = in_channels_last(IMAGES).bfloat16(), nn.BatchNorm2d(3)
    with AccurateStatistics():
        found = norm(images.requires_grad_())
    found.float().square().sum().backward()
    assert found.dtype is torch.bfloat16
    assert images.grad is not None
    exact = images.detach().double().mean(dim=(0, 2, 3))
    assert norm.running_mean is not None
    assert error(norm.running_mean, 0.1 * exact) < EXACT
