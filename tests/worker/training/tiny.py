"""Data and recipes so small that a training takes a tenth of a second."""

from typing import Any

import torch

from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult, Progress
from worker.datasets.data import Data, Split
from worker.training import Checkpoint, Trainer

CPU = torch.device("cpu")
OPTIONS: dict[str, dict[str, Any]] = {
    "single": {},
    "deep_ensemble": {"members": 3},
    "curve_between": {"end_points": [{"run": "abcdefgh"}, {"run": "abcdefgh", "member": 1}]},
    "line": {},
    "bezier": {"control_points": 4},
    "simplex": {"vertices": 4, "concentration": 0.5, "budget": 1.5},
    "chain": {"vertices": 4},
    "spro": {"budget": 0.8, "samples": 2},
    "espro": {"modes": 2, "budget": 0.8, "samples": 2},
    "two_lines": {"layerwise": True},
    "snapshot": {"cycles": 3, "keep": 2},
    "fge": {"cycles": 2},
    "swa": {"copies": 3},
    "swag": {"copies": 4, "rank": 3},
    "multi_swag": {"modes": 2, "copies": 3, "rank": 2},
    "laplace_last_layer": {},
    "mc_dropout": {"rate": 0.2},
}


def split(examples: int, seed: int) -> Split:
    """Noise whose class is the brightest of ten stripes: quickly learnt."""
    generator = torch.Generator().manual_seed(seed)
    targets = torch.randint(0, 10, (examples,), generator=generator)
    images = torch.randint(0, 128, (examples, 1, 28, 28), generator=generator, dtype=torch.uint8)
    for image, target in zip(images, targets.tolist(), strict=True):
        image[:, 2 * target : 2 * target + 2] += 127
    return Split(images, targets)


def tiny_data(examples: int = 90) -> Data:
    return Data.of(split(examples, 0), split(40, 1), mean=(0.3,), std=(0.3,))


def tiny_recipe(method: str, **changes: Any) -> Recipe:
    """Three epochs of six steps (the last batch is smaller) of a small network."""
    fields: dict[str, Any] = {
        "dataset": "mnist",
        "network": "mlp",
        "method": method,
        "epochs": 3,
        "options": OPTIONS[method],
        "network_options": {"width": 8, "depth": 1},
        "training": {"batch_size": 16, "learning_rate": 0.05},
    }
    return Recipe.model_validate(fields | changes)


def end_points(recipe: Recipe) -> list[torch.Tensor]:
    """What a recipe starts from that names trained networks: ones that were hardly trained."""
    named = 2 if recipe.method == "curve_between" else int(bool(recipe.options.get("start_from")))
    if not named:
        return []
    ensemble = recipe.model_copy(
        update={"method": "deep_ensemble", "options": {"members": 2}, "epochs": 1}
    )
    trainer = Trainer(ensemble, tiny_data(), CPU)
    list(trainer)
    return list(trainer.subspace().vertices)[:named]


def trainer_of(recipe: Recipe, resume: Checkpoint | None = None) -> Trainer:
    return Trainer(recipe, tiny_data(), CPU, resume=resume, end_points=end_points(recipe))


def trained(recipe: Recipe) -> tuple[Trainer, list[Progress | EpochResult]]:
    """A trainer at its end, and all it reported."""
    trainer = trainer_of(recipe)
    return trainer, list(trainer)
