"""The commands about runs that are there: list, cancel, train again, delete."""

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import Any

from backend.contracts.figures import percent
from backend.contracts.runs import Dependents, JobPhase, OtherRuns, Run, RunQuery
from backend.contracts.stored_recipes import unknown_in
from frontend.application import settings_of
from frontend.client import ApiClient
from frontend.connection import Connection
from frontend.terminal import Screen, follow

RUN = "its id, as `paysage runs` lists it"
Command = Callable[[argparse.Namespace], int]
Add = Callable[[Any, str, Command, str], argparse.ArgumentParser]
"""Adds a command by its name, function and sentence."""


def add_runs(commands: Any, add: Add) -> None:
    runs = add(commands, "runs", _runs, "list the runs, newest first")
    runs.add_argument("--phase", choices=[phase.value for phase in JobPhase])
    runs.add_argument("--json", action="store_true", help="as one JSON document")
    for name, command, sentence in (
        ("cancel", _cancel, "stop a training, or take a run out of the queue"),
        ("retry", _retry, "train an ended run once more, on from its last checkpoint"),
        ("delete", _delete, "delete an ended run with all its files, for good"),
    ):
        of_run = add(commands, name, command, sentence)
        of_run.add_argument("run", help=RUN)
        of_run.add_argument("--json", action="store_true", help="print the run as JSON")


def client_of(given: argparse.Namespace) -> ApiClient:
    connection = Connection.find(settings_of(given.state_dir))
    return ApiClient(connection.url, connection.token)


def followed(client: ApiClient, run: Run, given: argparse.Namespace) -> int:
    """Show a new run until it ends; gives the exit code."""
    screen = Screen(aside=given.json)
    screen.say(f"{run.id} {run.name}")
    if run.notes:
        screen.say(run.notes)
    try:
        run = follow(client, run.id, screen)
    except KeyboardInterrupt:
        screen.close()
        screen.say(f"The training goes on without this command; its run is {run.id}.")
        return 130
    if given.json:
        print(run.model_dump_json(indent=2))
    return 0 if run.phase is JobPhase.COMPLETED else 1


def _runs(given: argparse.Namespace) -> int:
    with client_of(given) as client:
        page = client.runs(RunQuery(phase=given.phase, page_size=200))
        troubles = client.status().troubles
    for trouble in troubles:
        sys.stderr.write(f"paysage: {trouble.sentence}\n")
    if given.json:
        print(page.model_dump_json(indent=2))
        return 0
    for run in page.items:
        print(f"{run.id}  {run.phase.value:<9}  {_stands(run):>8}  {run.name}{_mark(run)}")
    if page.total > len(page.items):
        print(f"and {page.total - len(page.items)} older ones")
    return 0


def _cancel(given: argparse.Namespace) -> int:
    with client_of(given) as client:
        run = client.cancel_run(given.run)
    stops = "will stop at its next step" if run.cancel_requested else run.phase.value
    return _told(run, stops, given)


def _retry(given: argparse.Namespace) -> int:
    with client_of(given) as client:
        return followed(client, client.retry_run(given.run), given)


def _delete(given: argparse.Namespace) -> int:
    with client_of(given) as client:
        run = client.delete_run(given.run)
    code = _told(run, "deleted", given)
    if run.dependents and not given.json:
        for line in _lost(run.dependents):
            print(line)
    return code


def _lost(dependents: Dependents) -> Iterator[str]:
    """What others lost, in sentences."""
    compared, waiting = dependents.compared, dependents.waiting
    if compared.total:
        now = (
            f"now {dependents.instead} {dependents.instead_id}"
            if dependents.instead
            else "now none"
        )
        yield f"It was the reference of {_counted(compared)}: {now}."
    if waiting.total:
        yield f"It was waited for, so these fail: {_counted(waiting)}."


def _counted(others: OtherRuns) -> str:
    named = [f"{name} {run}" for name, run in zip(others.names, others.ids, strict=True)]
    more = others.total - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _told(run: Run, what: str, given: argparse.Namespace) -> int:
    print(run.model_dump_json(indent=2) if given.json else f"{run.id} {run.name}: {what}")
    return 0


def _mark(run: Run) -> str:
    """What the service, or this command, does not know of a run that another catalog wrote."""
    unknown = run.unknown or unknown_in(run.recipe)
    return f"  (not known here: {'; '.join(unknown)})" if unknown else ""


def _stands(run: Run) -> str:
    """How far a training is, or how accurate what came of it; as the page shows them."""
    if run.phase is JobPhase.QUEUED and run.queue_position:
        return f"no. {run.queue_position}"
    if run.figures is not None and run.figures.accuracy is not None:
        return percent(run.figures.accuracy)
    if run.phase is JobPhase.COMPLETED or run.progress is None:
        return ""
    return f"{100 * run.progress.step // max(run.progress.total_steps, 1)} %"
