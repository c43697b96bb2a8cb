"""Tells failures apart: a wrong request, a machine too small, a diverged training, a bug."""

import errno
import traceback

import torch

from backend.contracts.runs import Failure, FailureKind
from backend.contracts.stored_recipes import NotKnownHere
from worker.datasets.errors import DatasetUnavailable
from worker.engine.refusal import NotANumber, RequestRefused
from worker.jobs.subspaces import NotTrained
from worker.networks.batch_norm import LoneImage
from worker.networks.errors import NetworkRefused
from worker.training.errors import Diverged

_KINDS: tuple[tuple[type[BaseException], FailureKind], ...] = (
    (Diverged, FailureKind.DIVERGED),
    (NotANumber, FailureKind.DIVERGED),
    (NotTrained, FailureKind.REQUEST),
    (NotKnownHere, FailureKind.REQUEST),
    (RequestRefused, FailureKind.REQUEST),
    (NetworkRefused, FailureKind.REQUEST),
    (LoneImage, FailureKind.REQUEST),
    (DatasetUnavailable, FailureKind.REQUEST),
    (torch.OutOfMemoryError, FailureKind.RESOURCES),
    (MemoryError, FailureKind.RESOURCES),
    (OSError, FailureKind.RESOURCES),
)
TAIL_LINES = 40


def failure_of(error: Exception) -> Failure:
    """What a run's or a landscape's row says about an error."""
    kind = next((k for known, k in _KINDS if isinstance(error, known)), FailureKind.INTERNAL)
    sentence = _disk_full(error) or str(error) or type(error).__name__
    if kind is FailureKind.INTERNAL:
        sentence = f"A fault in the program, not in the request: {sentence}"
    return Failure(kind=kind, sentence=sentence, log_tail=_log_tail(error, kind))


def _disk_full(error: Exception) -> str | None:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full ({error.filename or 'no file is named'}): make room, then retry."
    return None


def _log_tail(error: Exception, kind: FailureKind) -> str | None:
    """Where it happened; a diverged training or a wrong request is told by its sentence alone."""
    if kind in (FailureKind.DIVERGED, FailureKind.REQUEST):
        return None
    lines = "".join(traceback.format_exception(error)).splitlines()
    return "\n".join(lines[-TAIL_LINES:])
