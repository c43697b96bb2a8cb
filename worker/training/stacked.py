"""Networks trained side by side: every operation is done once, with one axis more."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call, vmap

from worker.subspaces.layout import Layout
from worker.training.draws import Draws
from worker.training.flat_network import FlatNetwork
from worker.training.plan import Stage
from worker.training.steps import Chance, Steps


class StackedSteps:
    """Moves separate networks, each by its own batch, as plain training moves one.

    Large operations keep all cores busy, where those of one small network cannot. They are fast
    on tensors (networks, *shape) that lie in one piece, so weights and momenta are copied into
    such for an epoch; `settle` writes them back.
    """

    def __init__(
        self, stage: Stage, point: FlatNetwork, layout: Layout, vertices: Tensor, momenta: Tensor
    ) -> None:
        """
        Args:
            stage: Whose networks are trained; gives momentum and decays.
            point: Gives the module and its precision.
            layout: Of a network's parameters.
            vertices: (networks, n_parameters), of each network; written by `settle`.
            momenta: The same shape; likewise.
        """
        self._module, self._autocast = point.module, point.autocast
        self._networks, count = len(vertices), len(layout.names)
        self._rows = [*_stacks(vertices, layout), *_stacks(momenta, layout)]
        memory = [_columns(row).contiguous().clone() for row in self._rows]
        self._own = [_columns(tensor) for tensor in memory]
        weights = [tensor.requires_grad_() for tensor in self._own[:count]]
        self._weights = dict(zip(layout.names, weights, strict=True))
        self._moved = [nn.Parameter(tensor) for tensor in memory[:count]]
        self._descent = torch.optim.SGD(
            self._moved,
            lr=stage.learning_rate,
            momentum=stage.momentum,
            weight_decay=stage.vertex_decay,
            fused=True,
        )
        for moved, momentum in zip(self._moved, memory[count:], strict=True):
            self._descent.state[moved]["momentum_buffer"] = momentum

    def step(self, _step: int, images: Tensor, targets: Tensor, rate: float) -> Tensor:
        """Take one step; gives the mean cross-entropy over all networks before it.

        Args:
            images: (networks * batch, channels, height, width), those of a network together.
            targets: (networks * batch,).
            rate: Learning rate.
        """
        losses = vmap(self._loss)(
            self._weights,
            images.view(self._networks, -1, *images.shape[1:]),
            targets.view(self._networks, -1),
        )
        gradients = torch.autograd.grad(losses.sum(), list(self._weights.values()))
        for moved, gradient in zip(self._moved, gradients, strict=True):
            moved.grad = _columns(gradient).contiguous()
        self._descent.param_groups[0]["lr"] = rate
        self._descent.step()
        mean: Tensor = losses.detach().mean()
        return mean

    def settle(self) -> None:
        """Write weights and momenta back to where they came from."""
        with torch.no_grad():
            torch._foreach_copy_(self._rows, self._own)

    def _loss(self, parameters: dict[str, Tensor], images: Tensor, targets: Tensor) -> Tensor:
        """Mean cross-entropy of one network."""
        with self._autocast():
            logits = functional_call(self._module, parameters, (images,), strict=True)
        return F.cross_entropy(logits.float(), targets)


def _stacks(flat: Tensor, layout: Layout) -> list[Tensor]:
    """Views (networks, *shape) of flat vectors (networks, n_parameters), in the layout's order."""
    views = [layout.views(vector) for vector in flat]
    places = zip(layout.offsets, layout.names, strict=True)
    return [
        flat[:, offset : offset + views[0][name].numel()].view(len(flat), *views[0][name].shape)
        for offset, name in places
    ]


def _columns(stack: Tensor) -> Tensor:
    """Matrices (networks, m, n) transposed, as their gradients come; all else as it is."""
    return stack.mT if stack.ndim == 3 else stack


def steps_of(
    stage: Stage,
    draws: Draws,
    chance: Chance,
    point: FlatNetwork,
    layout: Layout,
    vertices: Tensor,
    momenta: Tensor,
) -> Steps | StackedSteps:
    """The steps of one epoch, as `Steps`, or those of networks side by side."""
    if stage.streams:
        return StackedSteps(stage, point, layout, vertices, momenta)
    return Steps(stage, draws, chance, point, layout, vertices, momenta)
