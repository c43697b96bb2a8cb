"""Weights by name become the flat vector that the network computes with, or are refused."""

import pytest
import torch
from torch import nn

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from worker.networks import network
from worker.networks.state_dict import WeightsRefused, flat_weights
from worker.subspaces.layout import Layout

NETWORKS = [("mlp", {"width": 8}), ("cnn", {"width": 4}), ("resnet20", {"width": 4})]


def module_of(name: str, **options: object) -> nn.Module:
    recipe = Recipe(dataset="mnist", network=name, method="single", network_options=options)
    return network(DATASETS["mnist"], name, recipe.network_options)


@pytest.mark.parametrize(("name", "options"), NETWORKS)
def test_a_state_dict_becomes_the_vector_of_its_module(name: str, options: dict[str, int]) -> None:
    module = module_of(name, **options)
    flat = flat_weights(module.state_dict(), module)
    assert torch.equal(flat, Layout.of(module).flatten(module))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_converted_exactly(dtype: torch.dtype) -> None:
    module = module_of("mlp", width=8)
    halves = {name: tensor.to(dtype) for name, tensor in module.state_dict().items()}
    flat = flat_weights(halves, module)
    assert flat.dtype is torch.float32
    views = Layout.of(module).views(flat)
    assert all(torch.equal(views[name], half.float()) for name, half in halves.items())


def test_running_statistics_are_passed_over() -> None:
    module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
    tensors = module.state_dict()
    tensors["1.running_mean"] = torch.full((2,), torch.nan)
    assert "1.num_batches_tracked" in tensors
    assert torch.equal(flat_weights(tensors, module), Layout.of(module).flatten(module))


def test_networks_without_statistics_do_not_know_them() -> None:
    module = module_of("mlp", width=8)
    with pytest.raises(WeightsRefused, match=r"unknown: 1\.running_mean"):
        flat_weights(module.state_dict() | {"1.running_mean": torch.zeros(8)}, module)


def test_other_names_of_the_same_shapes_are_said_but_not_guessed() -> None:
    module = module_of("mlp", width=8, depth=2)
    ours = module.state_dict()
    layers = {"1": "fc1", "3": "fc2", "5": "head"}
    theirs = {f"{layers[n[0]]}{n[1:]}": tensor for n, tensor in ours.items()}
    with pytest.raises(WeightsRefused, match="match one to one") as refused:
        flat_weights(theirs, module)
    assert refused.value.findings["fc1.weight"].endswith("could be 1.weight")
    assert set(refused.value.findings) == set(theirs)


def test_layers_of_one_shape_are_paired_in_their_order() -> None:
    module = nn.Sequential(*[nn.Linear(3, 3, bias=False) for _ in range(11)])
    theirs = {f"layer{int(n.split('.')[0]) + 1}.w": t for n, t in module.state_dict().items()}
    with pytest.raises(WeightsRefused) as refused:
        flat_weights(theirs, module)
    assert refused.value.findings["layer10.w"].endswith("could be 9.weight")


def test_every_wrong_tensor_is_named() -> None:
    module = module_of("mlp", width=8, depth=1)
    tensors = module.state_dict() | {"1.bias": torch.zeros(9), "3.bias": torch.zeros(10).double()}
    tensors["3.weight"] = torch.full((10, 8), torch.inf)
    with pytest.raises(WeightsRefused) as refused:
        flat_weights(tensors, module)
    assert refused.value.findings == {
        "1.bias": "expected the shape (8,), got (9,)",
        "3.bias": "expected one of float32, float16, bfloat16, got float64",
        "3.weight": "80 of 80 numbers are not finite",
    }
