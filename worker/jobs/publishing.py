"""What a completed training publishes: weights, record, evaluation and the scores of all images."""

from collections.abc import Callable

import torch

from backend.contracts.runs import Run
from worker.datasets.data import Data
from worker.evaluation.sample_statistics import sample_statistics
from worker.evaluation.scores import score
from worker.jobs.subspaces import PER_IMAGE, SCORES, STATISTICS, SUBSPACE, context_of
from worker.training import Trainer
from worker.training.tensor_file import pack


def published_files(
    run: Run, trainer: Trainer, data: Data, device: torch.device, pulse: Callable[[], None]
) -> dict[str, bytes]:
    """Files of a finished training by name.

    Args:
        run: That was trained.
        trainer: Iterated to its end.
        data: That it was trained on.
        device: Where the evaluation is computed.
        pulse: Called every few seconds, to keep the lease.
    """
    recipe, subspace, record = run.known_recipe(), trainer.subspace(), trainer.record()
    context = context_of(run.id, recipe, subspace, data, device)
    context.engine.pulse = pulse
    scored = score(context, equivalent_trainings=record.equivalent_trainings, pulse=pulse)
    statistics = sample_statistics(context)
    return {
        SUBSPACE: subspace.to_bytes(),
        SCORES: pack(scored.scores, {}),
        PER_IMAGE: pack(scored.per_image, {}),
        **({STATISTICS: pack(statistics, {})} if statistics else {}),
        "record.json": record.model_dump_json(indent=1).encode(),
        "evaluation.json": scored.evaluation.model_dump_json(indent=1).encode(),
    }
