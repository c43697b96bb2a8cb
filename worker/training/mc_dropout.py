"""One network trained and asked with inputs left out at random (Gal and Ghahramani 2016).

In training every image of a batch has a mask of its own. A network that is drawn has one for all
images: it is a place in weight space.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.networks.readers import Reader, readers
from worker.subspaces.layout import Layout
from worker.subspaces.scatter import Dropped
from worker.training.plain import plain_stage
from worker.training.plan import Ending, Plan, Published


def plan(recipe: Recipe) -> Plan:
    rate = recipe.options["rate"]

    def publish(ending: Ending) -> Published:
        layers = readers(ending.module, ending.data.train.images.shape[1:])
        scatter = Dropped(torch.tensor([rate]), places(layers, ending.layout))
        return Published(ending.finished, scatter=scatter)

    return Plan(stages=(plain_stage(recipe, 0, None, dropout=rate),), publish=publish)


def places(layers: Sequence[Reader], layout: Layout) -> Tensor:
    """As `Dropped.layers`."""
    offsets = dict(zip(layout.names, layout.offsets, strict=True))
    found = [(offsets[f"{layer.name}.weight"], layer.groups) for layer in layers]
    return torch.tensor(found, dtype=torch.int64).view(-1, 2)
