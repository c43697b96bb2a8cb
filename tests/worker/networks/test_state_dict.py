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
    flat, remarks = flat_weights(module.state_dict(), module)
    assert remarks == ()
    assert torch.equal(flat, Layout.of(module).flatten(module))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_converted_exactly(dtype: torch.dtype) -> None:
    module = module_of("mlp", width=8)
    halves = {name: tensor.to(dtype) for name, tensor in module.state_dict().items()}
    flat = flat_weights(halves, module).weights
    assert flat.dtype is torch.float32
    views = Layout.of(module).views(flat)
    assert all(torch.equal(views[name], half.float()) for name, half in halves.items())


def test_running_statistics_are_passed_over() -> None:
    module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
    tensors = module.state_dict()
    tensors["1.running_mean"] = torch.full((2,), torch.nan)
    assert "1.num_batches_tracked" in tensors
    assert torch.equal(flat_weights(tensors, module).weights, Layout.of(module).flatten(module))


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
    tensors = module.state_dict() | {"1.bias": torch.zeros(9), "3.bias": torch.zeros(10).int()}
    tensors["3.weight"] = torch.full((10, 8), torch.inf)
    with pytest.raises(WeightsRefused) as refused:
        flat_weights(tensors, module)
    assert refused.value.findings == {
        "1.bias": "expected the shape (8,), got (9,)",
        "3.bias": "expected one of float32, float16, bfloat16, float64, got int32",
        "3.weight": "80 of 80 numbers are not finite in float32",
    }


PREFIXES = ["module.", "_orig_mod.", "model.", "net.", "module._orig_mod.", "net.model.module."]


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(("name", "options"), NETWORKS)
def test_wrapped_names_are_taken_and_said(name: str, options: dict[str, int], prefix: str) -> None:
    module = module_of(name, **options, norm="batch")
    wrapped = {prefix + n: tensor for n, tensor in module.state_dict().items()}
    flat, remarks = flat_weights(wrapped, module)
    assert torch.equal(flat, Layout.of(module).flatten(module))
    assert len(remarks) == 1
    assert prefix in remarks[0]


def test_a_network_of_torchvision_is_taken_with_its_own_names() -> None:
    module = nn.Sequential(nn.Flatten(), nn.Linear(4, 2))
    wrapped = nn.ModuleDict({"model": module})
    flat, _ = flat_weights(module.state_dict(), wrapped)
    assert torch.equal(flat, Layout.of(wrapped).flatten(wrapped))


def test_two_copies_under_different_wrappers_must_be_equal() -> None:
    module = nn.Linear(2, 2)
    twice = {w + n: t.clone() for n, t in module.state_dict().items() for w in ("model.", "net.")}
    assert torch.equal(flat_weights(twice, module).weights, Layout.of(module).flatten(module))
    twice["net.bias"] += 1
    with pytest.raises(WeightsRefused, match=r"net\.bias: expected the numbers of model\.bias"):
        flat_weights(twice, module)


def test_doubles_are_rounded_and_said() -> None:
    module = module_of("mlp", width=8)
    doubles = {name: tensor.double() / 3 for name, tensor in module.state_dict().items()}
    flat, remarks = flat_weights(doubles, module)
    views = Layout.of(module).views(flat)
    assert all(torch.equal(views[name], double.float()) for name, double in doubles.items())
    assert "float64 were rounded to float32" in remarks[0]


def test_a_double_beyond_float32_is_refused() -> None:
    module = nn.Linear(1, 1, bias=False)
    with pytest.raises(WeightsRefused, match="1 of 1 numbers are not finite in float32"):
        flat_weights({"weight": torch.tensor([[1e300]], dtype=torch.float64)}, module)


class Tied(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Linear(4, 4), nn.Linear(4, 4)
        self.second.weight = self.first.weight


@pytest.mark.parametrize("left_out", ["", "first.weight", "second.weight"])
def test_a_tied_layer_is_taken_by_either_name_or_both(left_out: str) -> None:
    module = Tied()
    tensors = {name: t for name, t in module.state_dict().items() if name != left_out}
    assert torch.equal(flat_weights(tensors, module).weights, Layout.of(module).flatten(module))


def test_a_tied_layer_with_two_sets_of_numbers_is_refused() -> None:
    module = Tied()
    with pytest.raises(WeightsRefused, match=r"second\.weight: expected the numbers of first"):
        flat_weights(module.state_dict() | {"second.weight": torch.zeros(4, 4)}, module)


def test_foreign_statistics_do_not_hide_what_the_layers_are() -> None:
    module = module_of("mlp", width=8, depth=1, norm="batch")
    layers = {"1": "fc", "2": "bn", "4": "head"}
    theirs = {f"{layers[n[0]]}{n[1:]}": tensor for n, tensor in module.state_dict().items()}
    with pytest.raises(WeightsRefused) as refused:
        flat_weights(theirs, module)
    assert {name: found.rpartition(" ")[2] for name, found in refused.value.findings.items()} == {
        f"{layers[name[0]]}{name[1:]}": name for name, _ in module.named_parameters()
    }
