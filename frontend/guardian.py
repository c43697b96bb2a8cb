"""The last resort: ends every process group it was told of once the supervisor is gone.

Runs as a process of its own that holds the read end of a pipe. Lines are `+group` and `-group`; the
end of the stream means that the supervisor has died, however it died. Standard library only.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

PATIENCE = 2.5
"""Seconds between asking and killing: all must be gone 5 s after the supervisor."""


def watch(lines: Iterable[str]) -> None:
    groups: set[int] = set()
    for line in lines:
        if line.startswith("+"):
            groups.add(int(line[1:]))
        else:
            groups.discard(int(line[1:]))
    end(groups)


def end(groups: set[int]) -> None:
    """Ask the leaders, since only they know how to stop their children well; then kill all."""
    for leader in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(leader, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(alive(group) for group in groups):
        time.sleep(0.05)
    for group in groups:
        kill(group)


def alive(group: int) -> bool:
    """Whether some process of the group exists, were it only a zombie."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, 0)
        return True
    return False


def kill(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    for ignored in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    watch(sys.stdin)
