"""Training: one method per file, one skeleton for all; it prints nothing and writes nothing."""

from worker.training.checkpoint import Checkpoint
from worker.training.errors import CheckpointMismatch, Diverged
from worker.training.methods import METHODS
from worker.training.subspace import TrainedSubspace
from worker.training.trainer import Trainer

__all__ = [
    "METHODS",
    "Checkpoint",
    "CheckpointMismatch",
    "Diverged",
    "TrainedSubspace",
    "Trainer",
]
