"""An interactive worker whose network is slow: a pass of images takes as long as a test says."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from torch import nn

from tests.backend.stand_in import standing_in
from worker.jobs import questions, subspaces
from worker.jobs.process import Process
from worker.networks import network

TURN = 0.1
"""Seconds that a question may hold the worker."""


@dataclass
class Passes:
    """Counts and delays the passes of networks with batch normalisation."""

    seconds: float
    batches: list[int] = field(default_factory=list)

    def slowed(self, *what: Any) -> nn.Module:
        module = network(*what)
        if any(isinstance(part, nn.BatchNorm1d) for part in module.modules()):
            # No method: a copy of the module would take a copy of this object with it.
            module.register_forward_pre_hook(lambda _, inputs: self._pass(len(inputs[0])))
        return module

    def _pass(self, images: int) -> None:
        if images > 2:  # else the network is only looked at
            self.batches.append(images)
            time.sleep(self.seconds)


@contextmanager
def slow_worker(here: Process, patch: pytest.MonkeyPatch, seconds: float) -> Iterator[Passes]:
    """It works in a thread, and knows nothing yet; it is asked questions and told nothing else."""

    def answer(message: dict[str, Any]) -> None:
        if "kind" in message:
            questions.answer_question(message)

    passes = Passes(seconds)
    patch.setattr(subspaces, "network", passes.slowed)
    patch.setattr(questions, "process", lambda: here)
    patch.setattr(questions, "BUDGET_SECONDS", TURN)
    here.warm.clear()
    with standing_in(here.redis, answer):
        yield passes
