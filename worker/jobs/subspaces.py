"""Opens what a completed run has published, and keeps it warm."""

import json

import torch
from torch import Tensor

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run
from backend.store import artifacts, runs
from worker.datasets import load
from worker.datasets.data import Data
from worker.engine.context import Context
from worker.evaluation.sample_statistics import learn_sample_statistics
from worker.jobs.process import Process
from worker.jobs.warm import Shelf
from worker.networks import network
from worker.subspaces.families import geometry_of
from worker.training import TrainedSubspace
from worker.training.tensor_file import unpack

SUBSPACE = "subspace.safetensors"
SCORES = "scores.safetensors"
STATISTICS = "statistics.safetensors"
PER_IMAGE = "per_image.safetensors"
FLIPS = "flips.safetensors"


class NotTrained(Exception):
    """A run that has no subspace (yet)."""


def data_of(recipe: Recipe, process: Process) -> Data:
    """The recipe's data set on this process's device; the last ones stay in memory."""
    name, options, folder = recipe.dataset, recipe.dataset_options, process.settings.data_path
    return process.warm.find(
        Shelf.DATA,
        (name, json.dumps(options, sort_keys=True)),
        lambda: load(name, options, folder, process.device),
    )


def completed_run(run_id: str, process: Process) -> Run:
    """The run's row.

    Raises:
        NotTrained: There is no such run, or it is not completed.
    """
    with process.database.read() as session:
        run = runs.get(session, run_id)
    if run is None or run.phase is not JobPhase.COMPLETED:
        phase = run.phase.value if run else "deleted"
        raise NotTrained(f"run {run_id} is {phase}; its networks exist once it is completed")
    return run


def vertices_of(run_id: str, process: Process) -> Tensor:
    """Vertices or members (n_vertices, n_parameters) float32 that the run published."""
    subspace = TrainedSubspace.from_bytes(_published(run_id, SUBSPACE, process))
    return subspace.vertices.to(process.device)


def scores_of(run_id: str, process: Process) -> dict[str, Tensor]:
    """Scores of all test images (examples,) by name."""
    return _renamed(unpack(_published(run_id, SCORES, process))[0])


def flip_risks_of(run_id: str, process: Process) -> dict[str, Tensor] | None:
    """Chance (examples,) that a further retraining changes the label of a test image, by kind.

    From the run's own independent members, else from those of its reference; none without any.
    """
    run = completed_run(run_id, process)
    for source in (run.id, run.reference):
        with process.database.read() as session:
            file = artifacts.files_of(session, source).get(FLIPS) if source else None
        if file is not None:
            return unpack(process.artifacts.read(file))[0]
    return None


def per_image_of(run_id: str, process: Process) -> dict[str, Tensor] | None:
    """Figures of every test image (examples,) by name; null for a run of before they were kept."""
    return _renamed(_tensors(run_id, PER_IMAGE, process)) or None


def _renamed(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """By today's names: once the network that stands for a family was its centroid."""
    return {name.replace("centroid_", "representative_"): each for name, each in tensors.items()}


def _tensors(run_id: str, name: str, process: Process) -> dict[str, Tensor]:
    """Of a file that not every run has published; nothing where there is none."""
    with process.database.read() as session:
        file = artifacts.files_of(session, run_id).get(name)
    return {} if file is None else unpack(process.artifacts.read(file))[0]


def _published(run_id: str, name: str, process: Process) -> bytes:
    with process.database.read() as session:
        file = artifacts.files_of(session, run_id).get(name)
    if file is None:
        raise NotTrained(f"run {run_id} has published no {name}; train it again")
    return process.artifacts.read(file)


def open_subspace(run_id: str, process: Process) -> Context:
    """A completed run with its network and data, ready to be looked at."""
    recipe = completed_run(run_id, process).known_recipe()
    subspace = TrainedSubspace.from_bytes(_published(run_id, SUBSPACE, process))
    context = context_of(run_id, recipe, subspace, data_of(recipe, process), process.device)
    learn_sample_statistics(context, _tensors(run_id, STATISTICS, process))
    return context


def context_of(
    run_id: str, recipe: Recipe, subspace: TrainedSubspace, data: Data, device: torch.device
) -> Context:
    """A trained subspace with its network and data, on the device."""
    return Context(
        run=run_id,
        family=recipe.entry.family,
        geometry=geometry_of(
            recipe.entry.geometry, subspace.vertices, subspace.concentration, subspace.parts
        ),
        vertices=subspace.vertices.to(device),
        module=network(DATASETS[recipe.dataset], recipe.network, recipe.network_options),
        data=data,
        seed=recipe.seed,
        scatter=subspace.scatter,
    )


def warm_subspace(run_id: str, process: Process, shelf: Shelf = Shelf.SUBSPACE) -> Context:
    """The same, kept for the next question."""
    return process.warm.find(shelf, run_id, lambda: open_subspace(run_id, process))
