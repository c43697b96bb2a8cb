"""The whole application as its users start it: one command, its own state folder."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from frontend.client import ApiClient
from tests.waiting import wait_until

START_SECONDS = 90


class Served(Protocol):
    """What a browser can open."""

    @property
    def url(self) -> str: ...

    def sign_in_link(self) -> str: ...


@dataclass(frozen=True)
class Stack:
    url: str
    token: str
    pids: dict[str, int]
    """Of the first start of every service."""
    state_dir: Path
    process: "subprocess.Popen[str]"

    @classmethod
    def start(cls, state_dir: Path, *arguments: str) -> Self:
        process = subprocess.Popen(
            [*command(state_dir), "--json", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            _, errors = process.communicate(timeout=START_SECONDS)
            raise RuntimeError(f"the application did not start:\n{errors}")
        started = json.loads(line)
        return cls(started["url"], started["token"], started["pids"], state_dir, process)

    def client(self) -> ApiClient:
        return ApiClient(self.url, self.token)

    def sign_in_link(self) -> str:
        """A new one, as `paysage token` prints it."""
        line = command(self.state_dir)
        line[line.index("up")] = "token"
        return subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask the supervisor to end (or kill it) and give its exit code."""
        self.process.send_signal(how)
        self.process.communicate(timeout=START_SECONDS)
        return self.process.returncode

    def end(self) -> None:
        """Leave nothing behind, whatever a test has done."""
        if self.process.poll() is None:
            self.stop()
        wait_until(lambda: not self.processes(), seconds=10, what="all processes are gone")

    def processes(self) -> dict[int, str]:
        """Command lines of all living processes of this application, by pid."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                text = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
                if os.fsencode(self.state_dir) in text and not _is_zombie(folder):
                    line = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                    found[int(folder.name)] = line.decode(errors="replace")
        return found

    def logs(self) -> list[tuple[str, str]]:
        files = sorted((self.state_dir / "logs").glob("*.log"))
        return [(file.name, file.read_text(errors="replace")[-4000:]) for file in files]


def command(state_dir: Path) -> list[str]:
    return [sys.executable, "-m", "frontend.cli", "up", "--state-dir", str(state_dir)]


def _is_zombie(folder: Path) -> bool:
    return (folder / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
