"""Completed runs of a network so small, and so random, that no training is needed."""

from collections.abc import Mapping
from typing import Any

import torch

from backend.contracts.catalog import DATASETS
from backend.contracts.runs import Run
from tests.backend.trainings import completed
from worker.jobs.process import Process
from worker.networks import network
from worker.subspaces.layout import Layout
from worker.training import TrainedSubspace

SMALL = {"width": 4, "depth": 1, "norm": "none"}


def random_run(
    here: Process,
    count: int = 2,
    geometry: str = "members",
    *,
    scale: float = 0.3,
    files: Mapping[str, bytes] | None = None,
    **fields: Any,
) -> Run:
    """An MLP on MNIST; a Deep Ensemble, unless `fields` of the recipe say something else.

    Args:
        here: Whose run it is.
        count: Vertices.
        geometry: Of them.
        scale: Standard deviation of their weights.
        files: Published beside them.
    """
    module = network(DATASETS["mnist"], "mlp", SMALL)
    chance = torch.Generator().manual_seed(count)
    vertices = scale * torch.randn(count, Layout.of(module).n_parameters, generator=chance)
    published = {"subspace.safetensors": TrainedSubspace(vertices, geometry).to_bytes()}
    recipe = {"method": "deep_ensemble", "network_options": SMALL} | fields
    if recipe["method"] == "deep_ensemble":
        recipe = {"options": {"members": count}} | recipe
    return completed(here.database, here.artifacts, published | dict(files or {}), **recipe)
