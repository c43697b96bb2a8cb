"""The application with its example, complete: trained now, or a copy of one trained before."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from backend.contracts.runs import JobPhase
from frontend.client import ApiClient
from tests.end_to_end.chromium import launched
from tests.stack import Stack
from tests.waiting import wait_until

EXAMPLE_SECONDS = 900


@contextmanager
def example_in_browser(about: str | None) -> Iterator[tuple[Stack, Browser]]:
    """For a script that is `about` something; its `--state-dir` names an example trained before."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--state-dir", type=Path, help="of an example trained before")
    chosen: Path | None = parser.parse_args().state_dir
    with (
        whole_example(chosen) as stack,
        sync_playwright() as playwright,
        launched(playwright) as browser,
    ):
        yield stack, browser


@contextmanager
def whole_example(trained: Path | None = None) -> Iterator[Stack]:
    """Runs until the block ends.

    Args:
        trained: State folder of an example; it is copied and stays as it is.
    """
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        if trained:
            shutil.copytree(trained, state)
        stack = Stack.start(state, "--example")
        try:
            with stack.client() as client:
                wait_until(lambda: complete(client), seconds=EXAMPLE_SECONDS, what="the example")
            yield stack
        finally:
            stack.end()


def complete(client: ApiClient) -> bool:
    """Whether its runs, their maps and their evaluations are there."""
    runs = client.runs().items
    if len(runs) < 2 or any(run.phase is not JobPhase.COMPLETED for run in runs):
        return False
    phases = [client.evaluation(run.id).phase for run in runs]
    phases += [one.phase for run in runs for one in client.landscapes(run.id)]
    return all(phase is JobPhase.COMPLETED for phase in phases)
