"""Weights by name, as `model.state_dict()` has them, against a network of ours."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import torch
from torch import Tensor, nn

from worker.subspaces.layout import Layout

DTYPES = (torch.float32, torch.float16, torch.bfloat16)
"""All are converted to float32, which holds each of them exactly."""
NAMED = 5
"""Names that a sentence lists before it counts the rest."""


class WeightsRefused(ValueError):
    """Tensors that are not this network's weights; `findings` says what is wrong with which."""

    def __init__(self, sentence: str, findings: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.findings = dict(findings or {})
        """Name of a tensor -> what was expected and what came."""


def flat_weights(tensors: Mapping[str, Tensor], module: nn.Module) -> Tensor:
    """The network's weights as one vector (n_parameters,) float32, in the order of `Layout`.

    Buffers, running statistics of batch normalisation say, may come along and are passed over:
    they are estimated anew wherever a network is evaluated.

    Raises:
        WeightsRefused: Names, shapes or types differ, or numbers are not finite.
    """
    parameters = dict(module.named_parameters())
    buffers = {name for name, _ in module.named_buffers()}
    given = {name: tensor for name, tensor in tensors.items() if name not in buffers}
    _check_names(given, parameters)
    findings = {
        name: fault for name in parameters if (fault := _fault(given[name], parameters[name]))
    }
    if findings:
        said = _listed([f"{name}: {fault}" for name, fault in findings.items()])
        raise WeightsRefused(f"the weights do not fit this network; {said}", findings)
    return torch.cat([given[name].reshape(-1).float() for name in Layout.of(module).names])


def _fault(given: Tensor, parameter: Tensor) -> str | None:
    if given.shape != parameter.shape:
        return f"expected the shape {tuple(parameter.shape)}, got {tuple(given.shape)}"
    if given.dtype not in DTYPES:
        known = ", ".join(_title(dtype) for dtype in DTYPES)
        return f"expected one of {known}, got {_title(given.dtype)}"
    wrong = given.numel() - int(torch.isfinite(given).sum())
    return f"{wrong} of {given.numel()} numbers are not finite" if wrong else None


def _title(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _check_names(given: Mapping[str, Tensor], parameters: Mapping[str, Tensor]) -> None:
    missing = {name: t for name, t in parameters.items() if name not in given}
    unknown = {name: t for name, t in given.items() if name not in parameters}
    if not missing and not unknown:
        return
    findings = dict.fromkeys(missing, "the network has this parameter, the file has not")
    findings |= dict.fromkeys(unknown, "the file has this tensor, the network has no such")
    if renamed := _renamed(unknown, missing):
        pairs = [f"{theirs} -> {ours}" for theirs, ours in renamed.items()]
        raise WeightsRefused(
            "the names differ, but the shapes match one to one; if these are the same layers, "
            f"rename them and bring the file again: {_listed(pairs)}",
            {
                theirs: f"unknown; by its shape it could be {ours}"
                for theirs, ours in renamed.items()
            },
        )
    raise WeightsRefused(
        f"expected the {len(parameters)} parameters of this network; "
        f"missing: {_listed(missing)}; unknown: {_listed(unknown)}; "
        "check the network and its options",
        findings,
    )


def _renamed(unknown: Mapping[str, Tensor], missing: Mapping[str, Tensor]) -> dict[str, str]:
    """Their name -> ours, in the order of names within each shape; empty where shapes differ."""
    if Counter(t.shape for t in unknown.values()) != Counter(t.shape for t in missing.values()):
        return {}
    ours, theirs = _by_shape(missing), _by_shape(unknown)
    return {
        name: other
        for shape in theirs
        for name, other in zip(theirs[shape], ours[shape], strict=True)
    }


def _by_shape(tensors: Mapping[str, Tensor]) -> dict[torch.Size, list[str]]:
    names = defaultdict(list)
    for name in sorted(tensors, key=_natural):
        names[tensors[name].shape].append(name)
    return names


def _natural(name: str) -> list[tuple[int, str]]:
    """Sorts numbers in names by their value: layer 2 comes before layer 10."""
    return [(int(w), "") if w.isdecimal() else (-1, w) for w in re.split(r"(\d+)", name)]


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = [f"and {len(names) - NAMED} more"] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more]) or "none"
