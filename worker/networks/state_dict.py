"""Weights by name, as `model.state_dict()` has them, against a network of ours."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

from worker.networks.names import buffer_names, matched, parameter_names
from worker.networks.renaming import proposals
from worker.subspaces.layout import Layout

DTYPES = (torch.float32, torch.float16, torch.bfloat16, torch.float64)
"""All are converted to float32, which holds each but the last exactly."""
NAMED = 5
"""Names that a sentence lists before it counts the rest."""


class WeightsRefused(ValueError):
    """Tensors that are not this network's weights; `findings` says what is wrong with which."""

    def __init__(self, sentence: str, findings: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.findings = dict(findings or {})
        """Name of a tensor -> what was expected and what came."""


class Taken(NamedTuple):
    weights: Tensor
    """(n_parameters,) float32, in the order of `Layout`."""
    remarks: tuple[str, ...]
    """What was read otherwise than it stood there, in sentences."""


def flat_weights(tensors: Mapping[str, Tensor], module: nn.Module) -> Taken:
    """The network's weights as one vector.

    Buffers, running statistics of batch normalisation say, may come along and are passed over:
    they are estimated anew wherever a network is evaluated.

    Raises:
        WeightsRefused: Names, shapes or types differ, or numbers are not finite.
    """
    names = matched(tensors, module)
    if names is None:
        raise _unmatched(tensors, module)
    parameters = dict(module.named_parameters())
    findings = {
        other: fault
        for name, others in names.items()
        for other in others
        if (fault := _fault(tensors[other], parameters[name]) or _untied(other, others, tensors))
    }
    if findings:
        said = _listed([f"{name}: {fault}" for name, fault in findings.items()])
        raise WeightsRefused(f"the weights do not fit this network; {said}", findings)
    ordered = [tensors[names[name][0]] for name in Layout.of(module).names]
    weights = torch.cat([tensor.reshape(-1).float() for tensor in ordered])
    return Taken(weights, tuple(_remarks(names, ordered, parameter_names(module))))


def _fault(given: Tensor, parameter: Tensor) -> str | None:
    if given.shape != parameter.shape:
        return f"expected the shape {tuple(parameter.shape)}, got {tuple(given.shape)}"
    if given.dtype not in DTYPES:
        known = ", ".join(_title(dtype) for dtype in DTYPES)
        return f"expected one of {known}, got {_title(given.dtype)}"
    wrong = given.numel() - int(torch.isfinite(given.float()).sum())
    return f"{wrong} of {given.numel()} numbers are not finite in float32" if wrong else None


def _untied(name: str, names: list[str], tensors: Mapping[str, Tensor]) -> str | None:
    first = names[0]
    if torch.equal(tensors[name].float(), tensors[first].float()):
        return None
    return f"expected the numbers of {first}, which is the same parameter in this network"


def _title(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _remarks(
    names: Mapping[str, list[str]], tensors: Iterable[Tensor], known: Mapping[str, str]
) -> Iterable[str]:
    for name, others in sorted(names.items()):
        if others[0] not in known:
            yield f"The file's names were read without their wrappers: {others[0]} as {name}."
            break
    if any(tensor.dtype is torch.float64 for tensor in tensors):
        yield "Numbers in float64 were rounded to float32, which all networks here compute with."


def _unmatched(tensors: Mapping[str, Tensor], module: nn.Module) -> WeightsRefused:
    """Says which names are missing and which unknown, or which may be which."""
    parameters, every = dict(module.named_parameters()), parameter_names(module)
    buffers = buffer_names(module)
    present = {every[name] for name in tensors if name in every}
    missing = {name: p.shape for name, p in parameters.items() if name not in present}
    unknown = {n: t.shape for n, t in tensors.items() if n not in every and n not in buffers}
    statistics = {name.rpartition(".")[2] for name in buffers}
    theirs = {n: s for n, s in unknown.items() if n.rpartition(".")[2] not in statistics}
    if theirs and (renamed := proposals(theirs, missing)):
        return _proposed({name: " or ".join(ours) for name, ours in renamed.items()})
    findings = dict.fromkeys(missing, "the network has this parameter, the file has not")
    findings |= dict.fromkeys(unknown, "the file has this tensor, the network has no such")
    return WeightsRefused(
        f"expected the {len(parameters)} parameters of this network; "
        f"missing: {_listed(missing)}; unknown: {_listed(unknown)}; "
        "check the network and its options",
        findings,
    )


def _proposed(renamed: Mapping[str, str]) -> WeightsRefused:
    pairs = [f"{theirs} -> {ours}" for theirs, ours in renamed.items()]
    return WeightsRefused(
        "the names differ, but by their shapes the layers match one to one; if these are the same "
        f"layers, rename them and bring the file again: {_listed(pairs)}",
        {name: f"unknown; by its shape it could be {ours}" for name, ours in renamed.items()},
    )


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = [f"and {len(names) - NAMED} more"] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more]) or "none"
