"""A proposal pairs whole layers, and says where shapes do not tell which is which."""

import torch

from worker.networks.renaming import proposals


def layer(name: str, inputs: int, outputs: int) -> dict[str, torch.Size]:
    return {
        f"{name}.weight": torch.Size([outputs, inputs]),
        f"{name}.bias": torch.Size([outputs]),
    }


OURS = layer("1", 784, 32) | layer("3", 32, 32) | layer("5", 32, 32) | layer("7", 32, 10)


def test_no_layer_of_theirs_becomes_parts_of_two() -> None:
    words = ("stem", 784, 32), ("inner", 32, 32), ("core", 32, 32), ("head", 32, 10)
    theirs: dict[str, torch.Size] = {}
    for word in words:
        theirs |= layer(*word)
    assert proposals(theirs, OURS) == {
        "stem.weight": ("1.weight",),
        "stem.bias": ("1.bias",),
        "inner.weight": ("3.weight", "5.weight"),
        "inner.bias": ("3.bias", "5.bias"),
        "core.weight": ("3.weight", "5.weight"),
        "core.bias": ("3.bias", "5.bias"),
        "head.weight": ("7.weight",),
        "head.bias": ("7.bias",),
    }


def test_numbers_in_names_tell_layers_of_one_shape_apart() -> None:
    theirs = layer("fc9", 784, 32) | layer("fc10", 32, 32) | layer("fc11", 32, 32)
    found = proposals(theirs | layer("head", 32, 10), OURS)
    assert found["fc10.weight"] == ("3.weight",)
    assert found["fc11.bias"] == ("5.bias",)


def test_scales_and_shifts_go_by_their_names() -> None:
    norm = {"bn.weight": torch.Size([8]), "bn.bias": torch.Size([8])}
    ours = {"2.bias": torch.Size([8]), "2.weight": torch.Size([8])}
    assert proposals(norm, ours) == {"bn.weight": ("2.weight",), "bn.bias": ("2.bias",)}


def test_layers_that_do_not_match_are_not_guessed() -> None:
    assert proposals(layer("a", 32, 32), OURS) == {}
    weight_and_bias_apart = {"a.w": torch.Size([32, 784]), "b.b": torch.Size([32])}
    assert proposals(weight_and_bias_apart, layer("1", 784, 32)) == {}
