"""`paysage up`: starts Redis, web and workers in order, shows the way in, stays until the end."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from backend.contracts.settings import SettingRefused, Settings
from frontend import embedded_redis, example, services, state_folder
from frontend.client import ApiClient, ServiceError, Unreachable
from frontend.connection import Connection
from frontend.processes import Supervisor
from frontend.serving import listen
from frontend.signals import Signals
from frontend.state_folder import FolderRefused
from frontend.terminal import Screen, follow

START_SECONDS = 60.0
"""How long Redis or the web process may take until it answers."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LAST_PORT = 65535


@dataclass(frozen=True)
class Options:
    state_dir: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8050
    """0 takes any free one."""
    json: bool = False
    """One machine-readable line on standard output; words go to standard error."""
    example: bool = False
    demo: bool = False
    """The printed link opens a page that plays the tour by itself."""


@dataclass(frozen=True)
class Admission:
    token: str
    """Bearer token of the administrator."""
    link: str
    """Secret of a one-time sign-in link."""


Warn = Callable[[Settings, str, str], None]
"""Keeps, by the name of a worker's queue, a sentence that says why it does not work."""
Admit = Callable[[Settings, str | None], Admission]
"""Migrates the database and admits the administrator, who may know a token already."""


class StartFailed(Exception):
    """Why the application could not start: one sentence, perhaps with the end of a log."""


def settings_of(state_dir: Path | None) -> Settings:
    """What the environment says, the command line before it.

    Raises:
        SettingRefused: One of them cannot be used.
    """
    settings = Settings.read(**({} if state_dir is None else {"state_dir": state_dir}))
    return settings.model_copy(update={"state_dir": settings.state_dir.expanduser().resolve()})


def sign_in_address(url: str, secret: str, *, demo: bool = False) -> str:
    return f"{url}/sign-in?token={secret}{'&demo=1' if demo else ''}"


def run(options: Options, admit: Admit, warn: Warn) -> int:
    """Returns the exit code: 0 after a clean stop, or when it runs already."""
    screen = Screen(aside=options.json)
    try:
        settings = settings_of(options.state_dir)
        _refuse_public(options.host)
        _refuse_unknown_host(options.host, settings)
        _refuse_missing_device(settings)
        state_folder.prepare(settings.state_dir)
        state_folder.check_data(settings.data_path)
        held = _hold(settings, options, screen)
        if held is None:
            return 0
        with ExitStack() as stack:
            stack.callback(os.close, held)
            listening = stack.enter_context(closing(_listen(options)))
            signals = stack.enter_context(Signals())
            Application(options, settings, screen, signals).run(admit, warn, listening, held)
    except (StartFailed, SettingRefused, FolderRefused) as failure:
        screen.say(str(failure))
        return 1
    return 0


class Application:
    def __init__(
        self, options: Options, settings: Settings, screen: Screen, signals: Signals
    ) -> None:
        self.options = options
        self.settings = settings
        self.screen = screen
        self.signals = signals

    def run(self, admit: Admit, warn: Warn, listening: socket.socket, held: int) -> None:
        self.supervisor = Supervisor(
            self.settings.state_dir,
            descriptors=(held,),
            report=self.screen.say,
            warn=lambda name, sentence: warn(self.settings, name, sentence),
        )
        try:
            self._start(admit, listening)
            while not self.signals.stopping:
                self.signals.wait(self.supervisor.tend())
        finally:
            self._stop()

    def _start(self, admit: Admit, listening: socket.socket) -> None:
        folder = self.settings.state_dir
        self.screen.say(f"Starting Paysage; its state lies in {folder}")
        self._start_redis()
        before = Connection.read(folder)
        admission = admit(self.settings, before.token if before else None)
        self._await_redis()
        host, port = listening.getsockname()[:2]
        connection = Connection(url=_address(host, port), token=admission.token)
        self.supervisor.start(services.web(self.settings, listening.fileno()))
        with ApiClient(connection.url, connection.token) as client:
            self._await(client.healthy, services.WEB)
        for service in services.workers(self.settings):  # not beside the web: it must be quick
            self.supervisor.start(service)
        if not self.signals.stopping:
            connection.write(folder)
            self._welcome(connection, admission)

    def _start_redis(self) -> None:
        if self.settings.redis_url is not None:
            return
        server = embedded_redis.prepare(self.settings.state_dir / "redis")
        self.settings = self.settings.model_copy(update={"redis_url": server.url})
        self.supervisor.start(services.redis(server))

    def _await_redis(self) -> None:
        url = str(self.settings.redis_url)
        if services.REDIS in self.supervisor.pids:
            self._await(lambda: embedded_redis.answers(url), services.REDIS)
        elif not embedded_redis.answers(url):
            raise StartFailed("no Redis answers at PAYSAGE_REDIS_URL; start it or unset that")

    def _await(self, healthy: Callable[[], bool], name: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.signals.stopping and not healthy():
            if name in self.supervisor.dead() or time.monotonic() > deadline:
                tail = self.supervisor.log_tail(name)
                raise StartFailed(f"The {name} process did not start. Its log ends with:\n{tail}")
            self.signals.wait(0.1)

    def _welcome(self, connection: Connection, admission: Admission) -> None:
        link = sign_in_address(connection.url, admission.link, demo=self.options.demo)
        if self.options.json:
            line = {**connection.model_dump(), "pids": self.supervisor.pids}
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
        self.screen.say("Open this link to sign in (it works once; Ctrl-C stops everything):")
        self.screen.emphasize(f"  {link}")
        if self.screen.interactive and _is_desktop():
            webbrowser.open(link)
        if self.options.example or self.options.demo:
            threading.Thread(target=self._show_example, args=(connection,), daemon=True).start()

    def _show_example(self, connection: Connection) -> None:
        """Submit the example's runs and show their progress; beside the supervision."""
        with ApiClient(connection.url, connection.token) as client:
            try:
                waiting = [run for run in example.submit(client) if not run.phase.terminal]
                if waiting:
                    self.screen.say("Training the example; the page shows it growing.")
                for run in waiting:
                    follow(client, run.id, self.screen, lambda: self.signals.stopping)
            except (ServiceError, Unreachable) as error:
                if not self.signals.stopping:
                    self.screen.say(f"The example is not shown here: {error}")

    def _stop(self) -> None:
        self.screen.close()
        if self.signals.stopping:
            self.screen.say("Stopping; a training writes a checkpoint first.")
        self.supervisor.stop(lambda: self.signals.impatient)
        if self.signals.stopping:
            self.screen.say("Stopped. The next start goes on from here.")


def _hold(settings: Settings, options: Options, screen: Screen) -> int | None:
    """Take the state folder; None, after saying so, where a Paysage runs on it already."""
    deadline = time.monotonic() + START_SECONDS
    while (held := state_folder.lock(settings.state_dir)) is None:
        running = Connection.read(settings.state_dir)
        if running is not None and _answers(running):
            screen.say(f"Paysage runs already: {running.url} (`paysage token` prints a link)")
            if options.json:
                sys.stdout.write(json.dumps({**running.model_dump(), "pids": {}}) + "\n")
            return None
        if time.monotonic() > deadline:
            raise StartFailed(
                f"Another Paysage holds {settings.state_dir} but does not answer; "
                f"see {settings.state_dir / 'logs'}, or name another folder with --state-dir."
            )
        time.sleep(0.2)
    return held


def _answers(connection: Connection) -> bool:
    with ApiClient(connection.url, connection.token) as client:
        return client.healthy()


def _listen(options: Options) -> socket.socket:
    if not 0 <= options.port <= LAST_PORT:
        raise StartFailed(
            f"--port takes 0 to {LAST_PORT}, got {options.port}; 0 takes any free port."
        )
    try:
        return listen(options.host, options.port)
    except OSError as error:
        raise StartFailed(
            f"Port {options.port} of {options.host} cannot be used ({error.strerror}); "
            "choose another one with --port, or --port 0 for any free one."
        ) from error


def _refuse_public(host: str) -> None:
    if host not in LOOPBACK:
        raise StartFailed(
            f"--host {host} would open Paysage to others without encryption; use one of "
            f"{', '.join(LOOPBACK)} and reach it by an SSH tunnel or a TLS proxy "
            "(docs/operations.md)."
        )


def _refuse_unknown_host(host: str, settings: Settings) -> None:
    """The launcher itself, and the printed link, ask under this name."""
    name = f"[{host}]" if ":" in host else host
    if not {name, "*"} & {*settings.allowed_hosts}:
        raise StartFailed(
            f"PAYSAGE_ALLOWED_HOSTS lacks {name}, where Paysage listens; add it to the others."
        )


def _refuse_missing_device(settings: Settings) -> None:
    """Only a process of its own can ask torch, and only a device that was named must be there."""
    if settings.device != "auto":
        asked = services.device_check(settings)
        answer = subprocess.run(asked, check=False, capture_output=True, text=True)  # noqa: S603
        if answer.returncode:
            why = answer.stderr.strip() or "torch cannot be asked"
            raise StartFailed(f"{why.splitlines()[-1]}.")


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_desktop() -> bool:
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform == "darwin" or bool(display)
