"""The networks: those of the catalog, shapes, and first weights from a generator."""

import pytest
import torch

from backend.contracts.catalog import DATASETS
from backend.contracts.catalog import NETWORKS as CATALOG
from worker.networks import NETWORKS, network
from worker.networks.initialization import initial_weights
from worker.networks.pooling import MaxPool2
from worker.subspaces.layout import Layout

MNIST = DATASETS["mnist"]
CIFAR = DATASETS["cifar100"]
VARIANTS = [
    ("mlp", {"width": 16, "depth": 3, "norm": "none"}),
    ("mlp", {"width": 48, "depth": 1, "norm": "group"}),
    ("mlp", {"width": 48, "depth": 2, "norm": "batch"}),
    ("cnn", {"width": 6, "norm": "none"}),
    ("cnn", {"width": 11, "norm": "group"}),
    ("cnn", {"width": 6, "norm": "batch"}),
    ("resnet20", {"width": 4, "norm": "none"}),
    ("resnet20", {"width": 4, "norm": "group"}),
    ("resnet20", {"width": 4, "norm": "batch"}),
]


def test_networks_are_those_of_the_catalog():
    assert set(NETWORKS) == set(CATALOG.own)


@pytest.mark.parametrize(("name", "options"), VARIANTS)
@pytest.mark.parametrize("dataset", [MNIST, CIFAR])
def test_network_gives_one_logit_per_class(dataset, name, options):
    logits = network(dataset, name, options)(torch.randn(2, *dataset.shape))
    assert logits.shape == (2, len(dataset.classes))


@pytest.mark.parametrize("name", CATALOG)
def test_defaults_of_the_catalog_are_complete(name):
    options = CATALOG[name].options().model_dump()
    assert Layout.of(network(MNIST, name, options)).n_parameters > 100_000


def test_unknown_network_lists_the_known_ones():
    with pytest.raises(ValueError, match="unknown network 'vit'; known are mlp, cnn"):
        network(MNIST, "vit", {})


@pytest.mark.parametrize(("name", "options"), VARIANTS)
def test_first_weights_have_the_scale_of_torchs_own(name, options):
    with torch.random.fork_rng():
        torch.manual_seed(0)  # torch's own initialisation takes no generator
        module = network(MNIST, name, options)
    layout = Layout.of(module)
    own = layout.views(layout.flatten(module))
    drawn = layout.views(initial_weights(module, layout, torch.Generator().manual_seed(1)))
    for parameter_name, view in drawn.items():
        wider = 6**0.5 if view.ndim == 4 else 1  # filters, for ReLU
        if view.numel() >= 100:
            assert view.std() == pytest.approx(wider * own[parameter_name].std(), rel=0.25)
        else:
            assert view.abs().max() <= 2 * wider * own[parameter_name].abs().max() + 1e-6


@pytest.mark.parametrize("norm", ["none", "group", "batch"])
@pytest.mark.parametrize("name", ["cnn", "resnet20"])
def test_first_weights_tell_images_apart_behind_many_layers(name, norm):
    module = network(CIFAR, name, {"width": 8, "norm": norm})
    layout = Layout.of(module)
    layout.bind(module, initial_weights(module, layout, torch.Generator().manual_seed(1)))
    images = torch.randn(64, 3, 32, 32, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        spread = module(images).std(dim=0).mean()
    assert 0.01 < spread < 3


def test_first_weights_depend_on_the_generator_alone():
    module = network(MNIST, "mlp", {"width": 4, "depth": 1, "norm": "none"})
    layout = Layout.of(module)
    first, again, other = (
        initial_weights(module, layout, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize("sides", [(10, 10), (7, 9)])
def test_pooling_is_max_pool2d_with_and_without_gradients(sides):
    images = torch.randn(2, 3, *sides)
    expected = torch.nn.functional.max_pool2d(images, 2)
    assert torch.equal(MaxPool2()(images), expected)
    with torch.no_grad():
        assert torch.equal(MaxPool2()(images), expected)


@pytest.mark.parametrize("name", CATALOG.own)
def test_the_smallest_images_are_taken(name):
    side = CATALOG[name].smallest_side
    options = CATALOG[name].options().model_dump()
    small = MNIST.model_copy(update={"shape": (1, side, side)})
    with torch.no_grad():
        assert network(small, name, options)(torch.zeros(2, 1, side, side)).shape == (2, 10)
