"""Names of tensors in a file against those of a network of ours."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from torch import nn

WRAPPERS = frozenset({"module", "_orig_mod", "model", "net"})
"""Parts of a name that say in what a network was wrapped: DataParallel, torch.compile, a class."""


def bare(name: str) -> str:
    """The name without its wrappers: `module._orig_mod.1.weight` is `1.weight`."""
    *path, last = name.split(".")
    return ".".join([*(part for part in path if part not in WRAPPERS), last])


def parameter_names(module: nn.Module) -> dict[str, str]:
    """Every name of a parameter -> the one that counts; a tied parameter has several."""
    counts = {id(parameter): name for name, parameter in module.named_parameters()}
    every = module.named_parameters(remove_duplicate=False)
    return {name: counts[id(parameter)] for name, parameter in every}


def buffer_names(module: nn.Module) -> set[str]:
    return {name for name, _ in module.named_buffers(remove_duplicate=False)}


def matched(names: Iterable[str], module: nn.Module) -> dict[str, list[str]] | None:
    """Name of each parameter -> what the file calls it, several times where it is tied.

    Names count as they stand or, when that does not fit, without wrappers on both sides.

    Returns:
        None where a parameter is missing, or a tensor is left over that is no buffer either.
    """
    names = list(names)
    as_they_stand = _matched(names, module, str)
    return _matched(names, module, bare) if as_they_stand is None else as_they_stand


def _matched(
    names: Iterable[str], module: nn.Module, spelt: Callable[[str], str]
) -> dict[str, list[str]] | None:
    counts = parameter_names(module)
    parameters = {spelt(name): first for name, first in counts.items()}
    buffers = {spelt(name) for name in buffer_names(module)}
    found = defaultdict(list)
    for name in names:
        if spelt(name) in parameters:
            found[parameters[spelt(name)]].append(name)
        elif spelt(name) not in buffers:
            return None
    return dict(found) if found.keys() == set(counts.values()) else None
