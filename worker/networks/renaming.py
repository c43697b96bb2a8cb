"""Which tensor of a file may be which of ours when names differ: layer by layer, by shapes."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from torch import Size

Layer = Mapping[str, Size]
"""Last part of the name of each of its tensors -> shape."""


def proposals(theirs: Mapping[str, Size], ours: Mapping[str, Size]) -> dict[str, tuple[str, ...]]:
    """Their name -> the names of ours that it may be; one where nothing is left to guess.

    A layer of theirs becomes one layer of ours, never parts of two. Layers of equal shapes are told
    apart by the numbers in their names; where words differ too, their order is not known.

    Returns:
        Nothing where the layers do not match one to one.
    """
    their_layers, our_layers = _by_shapes(theirs), _by_shapes(ours)
    if _counts(their_layers) != _counts(our_layers):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for shapes, layers in their_layers.items():
        for layer, candidates in _paired(layers, our_layers[shapes]):
            found |= _tensors(layer, theirs, candidates, ours)
    return found


def _by_shapes(tensors: Mapping[str, Size]) -> dict[tuple[Size, ...], list[str]]:
    """Shapes of a layer -> the layers that have them, numbers in their order."""
    layers = defaultdict(list)
    for layer in sorted({_layer_of(name) for name in tensors}, key=_natural):
        layers[tuple(sorted(_parts(layer, tensors).values()))].append(layer)
    return layers


def _counts(layers: Mapping[tuple[Size, ...], Sequence[str]]) -> Counter[tuple[Size, ...]]:
    return Counter({shapes: len(names) for shapes, names in layers.items()})


def _paired(theirs: Sequence[str], ours: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    if len({re.sub(r"\d+", "#", layer) for layer in theirs}) == 1:
        return [(layer, [other]) for layer, other in zip(theirs, ours, strict=True)]
    return [(layer, ours) for layer in theirs]


def _tensors(
    layer: str, theirs: Mapping[str, Size], candidates: Sequence[str], ours: Mapping[str, Size]
) -> dict[str, tuple[str, ...]]:
    """Each tensor of their layer -> those of the candidates that it may be."""
    return {
        _joined(layer, last): tuple(
            _joined(other, name)
            for other in candidates
            for name in _alike(last, shape, _parts(other, ours))
        )
        for last, shape in _parts(layer, theirs).items()
    }


def _alike(last: str, shape: Size, layer: Layer) -> list[str]:
    """The tensor of this name, else all of this shape."""
    if layer.get(last) == shape:
        return [last]
    return [name for name, other in layer.items() if other == shape]


def _parts(layer: str, tensors: Mapping[str, Size]) -> Layer:
    return {
        name.rpartition(".")[2]: shape
        for name, shape in tensors.items()
        if _layer_of(name) == layer
    }


def _layer_of(name: str) -> str:
    return name.rpartition(".")[0]


def _joined(layer: str, last: str) -> str:
    return f"{layer}.{last}" if layer else last


def _natural(name: str) -> list[tuple[int, str]]:
    """Sorts numbers in names by their value: layer 2 comes before layer 10."""
    return [(int(w), "") if w.isdecimal() else (-1, w) for w in re.split(r"(\d+)", name)]
