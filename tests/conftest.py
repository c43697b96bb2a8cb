"""Fixtures that several parts share: a real Redis, and the whole application."""

import contextlib
import importlib
import subprocess
from collections.abc import Generator, Iterator

import pytest

from frontend import embedded_redis
from tests.stack import Stack
from tests.waiting import wait_until

with contextlib.suppress(ModuleNotFoundError):
    # First of all, since it repairs torchvision beside a CPU build of torch.
    importlib.import_module("worker.datasets.vision")


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A private server, alone for this session; tests that fill it clean up after themselves."""
    server = embedded_redis.prepare(tmp_path_factory.mktemp("redis"))
    with subprocess.Popen(server.command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: embedded_redis.answers(server.url), what="Redis answers")
            yield server.url
        finally:
            process.kill()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole application, started once; tests that kill parts of it start their own."""
    stack = Stack.start(tmp_path_factory.mktemp("stack"))
    try:
        yield stack
    finally:
        stack.end()


WHOLE = {"stack", "example", "full"}
"""Fixtures that are the whole application."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The whole application last, browsers at the very end: it goes on computing what was asked.

    Those that look at the example are marked, so that another process can do the rest meanwhile.
    """

    def rank(item: pytest.Item) -> int:
        whole = WHOLE.intersection(getattr(item, "fixturenames", []))
        return int(bool(whole)) + int("end_to_end" in item.nodeid)

    items.sort(key=rank)
    for item in items:
        if "example" in getattr(item, "fixturenames", []):
            item.add_marker(pytest.mark.example)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed on the whole application shows the ends of its logs."""
    report = yield
    used = getattr(item, "funcargs", {}).values()
    if report.failed:
        for stack in (value for value in used if isinstance(value, Stack)):
            report.sections.extend(stack.logs())
    return report
