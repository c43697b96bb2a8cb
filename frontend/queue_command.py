"""The command that shows what waits for the workers of maps and evaluations."""

import argparse
import json
from typing import Any

from backend.contracts.figures import duration
from backend.contracts.turns import Work
from frontend.run_commands import Add, client_of


def add_queue(commands: Any, add: Add) -> None:
    sentence = "list the maps and evaluations that are not done, by their next turn"
    queue = add(commands, "queue", _queue, sentence)
    queue.add_argument("--json", action="store_true", help="as one JSON document")


def _queue(given: argparse.Namespace) -> int:
    with client_of(given) as client:
        works = client.turns()
    if given.json:
        print(json.dumps([work.model_dump(mode="json") for work in works], indent=2))
        return 0
    for work in works:
        print(line(work))
    if not works:
        print("No map and no evaluation waits.")
    return 0


def line(work: Work) -> str:
    """Its place, whether a worker is at it, how long it takes still, and whose it is."""
    state = "at work" if work.at_work else "watched" if work.watched else ""
    left = "" if work.seconds is None else f"{duration(work.seconds)} left"
    return f"{work.position:>3}  {work.kind:<10}  {state:<7}  {left:>16}  {work.run}  {work.name}"
