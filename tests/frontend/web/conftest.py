"""Node, which runs the page's scripts."""

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def node() -> str:
    """Its path; without it the tests of scripts are skipped, but never where all must pass."""
    found = shutil.which("node")
    if found is None:
        sentence = "node is missing; install it to test the page's scripts"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    return found
