"""Names of tasks, queues and channels: all that the service knows of the workers."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

EXCHANGE: Final = "paysage"

QUEUE_TRAIN: Final = "train"
QUEUE_LANDSCAPE: Final = "landscape"
QUEUE_INTERACTIVE: Final = "interactive"

TASK_TRAIN: Final = "paysage.train"
TASK_TURN: Final = "paysage.turn"
"""Maps and evaluations wait: whoever is free takes turns until none is left."""
TASK_QUESTION: Final = "paysage.question"
TASK_CALIBRATE: Final = "paysage.calibrate"
TASK_CHECK_WEIGHTS: Final = "paysage.check_weights"

ANSWER_SECONDS: Final = 10
"""How long a click waits for its answer, and its message lives."""

AT_WORK: Final = "paysage:interactive:at-work"
"""Redis key that an interactive worker sets whenever it begins something."""
AT_WORK_SECONDS: Final = 120
"""How long it is there: longer than any one part of a work takes."""

CALIBRATION_SECONDS: Final = 120
"""How long one asked-for measurement is waited for before it is asked for again."""


def calibrating(dataset: str, network: str, network_options: Mapping[str, Any]) -> str:
    """Redis key that is there from when a network is to be measured; what it holds is why it cannot
    be, in a sentence, or nothing."""
    what = json.dumps([dataset, network, network_options], sort_keys=True)
    return f"paysage:calibrating:{hashlib.sha256(what.encode()).hexdigest()}"


CHECK_SECONDS: Final = 60
"""How long a brought file waits for its check."""


def events_channel(subject: str) -> str:
    """Redis channel rung after a row of `subject` (run or landscape) has changed."""
    return f"paysage:events:{subject}"


OUTBOX_CHANNEL: Final = "paysage:outbox"
"""Rung by workers that queued something, so that the web process drains the outbox at once."""
