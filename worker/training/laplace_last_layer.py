"""One network with a normal cloud over its last layer (Laplace, Daxberger 2021, section 2.3).

The curvature is the generalised Gauss-Newton matrix of the training loss, Kronecker-factored:
N (G x A), A the mean of f f^T over the inputs f of the layer (the bias reads a 1), G the mean of
diag(p) - p p^T. To it comes the prior precision.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from backend.contracts.recipes import Recipe
from worker.datasets.data import Data
from worker.networks.batch_norm import recalibrate_, recalibration_images
from worker.networks.errors import NetworkRefused
from worker.subspaces.layout import Layout
from worker.subspaces.scatter import LastLayer
from worker.training.evaluation import EVALUATION_BATCH
from worker.training.plain import plain_stage
from worker.training.plan import Ending, Plan, Published


def plan(recipe: Recipe) -> Plan:
    precision = recipe.options["prior_precision"] or (
        recipe.training.weight_decay * recipe.training_images
    )

    def publish(ending: Ending) -> Published:
        return Published(ending.finished, scatter=posterior(ending, precision or 1.0))

    return Plan(stages=(plain_stage(recipe, 0, None),), publish=publish)


@torch.no_grad()
def posterior(ending: Ending, prior_precision: float) -> LastLayer:
    """The cloud about the finished network, from all training images."""
    module, layout, data = ending.module, ending.layout, ending.data
    layout.bind(module, ending.finished[0])
    name = last_layer(module, data)
    factors = [(f.T @ f, _curvature(logits)) for f, logits in _passes(module, name, data)]
    count = len(data.train)
    a, u_in = torch.linalg.eigh(torch.stack([of_inputs for of_inputs, _ in factors]).sum(0) / count)
    g, u_out = torch.linalg.eigh(
        torch.stack([of_outputs for _, of_outputs in factors]).sum(0) / count
    )
    curvature = count * torch.outer(g.clamp_min(0), a.clamp_min(0))
    return LastLayer(
        outputs=u_out.float().cpu(),
        inputs=u_in.float().cpu(),
        scale=(curvature + prior_precision).rsqrt().float().cpu(),
        places=torch.tensor(_places(layout, name)),
    )


def _curvature(logits: Tensor) -> Tensor:
    """Sum of diag(p) - p p^T over logits (batch, classes): (classes, classes), float64."""
    p = logits.double().softmax(dim=1)
    return torch.diag(p.sum(dim=0)) - p.T @ p


def last_layer(module: nn.Module, data: Data) -> str:
    """Name of the linear map from features to logits: the submodule with weights called last."""
    called: list[str] = []
    hooks = [
        part.register_forward_pre_hook(lambda *_, name=name: called.append(name))
        for name, part in module.named_modules()
        if any(True for _ in part.parameters(recurse=False))
    ]
    module.eval()
    module(data.normalize(data.train.images[:2]))
    for hook in hooks:
        hook.remove()
    weight = dict(module.named_parameters())[f"{called[-1]}.weight"]
    if weight.ndim != 2:
        raise NetworkRefused(
            f"the last layer, {called[-1]}, has weights of {weight.ndim} axes; a Laplace cloud "
            "needs a network that ends in a linear layer"
        )
    return called[-1]


def _passes(module: nn.Module, name: str, data: Data) -> Iterator[tuple[Tensor, Tensor]]:
    """Inputs (batch, n_in), a 1 appended for the bias, and logits, over all training images."""
    seen: list[Tensor] = []
    layer = module.get_submodule(name)
    hook = layer.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].double()))
    recalibrate_(module, recalibration_images(data))
    module.eval()
    seen.clear()
    for start in range(0, len(data.train), EVALUATION_BATCH):
        logits = module(data.normalize(data.train.images[start : start + EVALUATION_BATCH]))
        features = seen.pop()
        one = features.new_ones(len(features), 1)
        yield (torch.cat([features, one], dim=1) if _has_bias(layer) else features), logits
    hook.remove()


def _has_bias(layer: nn.Module) -> bool:
    return any(name == "bias" for name, _ in layer.named_parameters(recurse=False))


def _places(layout: Layout, name: str) -> list[int]:
    offsets = dict(zip(layout.names, layout.offsets, strict=True))
    return [offsets[n] for n in (f"{name}.weight", f"{name}.bias") if n in offsets]
