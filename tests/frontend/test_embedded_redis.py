"""The private server is reachable by this user alone, and keeps what it was told."""

import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from backend.contracts.settings import Settings
from frontend import embedded_redis
from tests.waiting import wait_until


@contextmanager
def running(folder: Path) -> Iterator[tuple[embedded_redis.RedisServer, "subprocess.Popen[bytes]"]]:
    server = embedded_redis.prepare(folder)
    with subprocess.Popen(server.command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: embedded_redis.answers(server.url))
            yield server, process
        finally:
            process.kill()


def test_data_survive_a_kill(tmp_path: Path) -> None:
    with running(tmp_path / "redis") as (server, process):
        redis.Redis.from_url(server.url).set("word", "kept")
        process.send_signal(signal.SIGKILL)
        process.wait()
    with running(tmp_path / "redis") as (server, _):
        assert redis.Redis.from_url(server.url).get("word") == b"kept"


def test_a_wrong_password_is_refused(redis_url: str) -> None:
    wrong = redis_url.replace("://:", "://:x")
    assert not embedded_redis.answers(wrong)
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(wrong).ping()


def test_files_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "redis"
    embedded_redis.prepare(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 30) / "redis"
    server = embedded_redis.prepare(folder)
    assert len(os.fsencode(server.socket)) <= embedded_redis.LONGEST_SOCKET_PATH
    assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700
    assert embedded_redis.prepare(folder).socket == server.socket
    server.socket.parent.rmdir()


def test_nothing_answers_where_nothing_runs(tmp_path: Path) -> None:
    assert not embedded_redis.answers(f"unix://{tmp_path / 'none.sock'}?db=0")


@pytest.mark.parametrize("name", ["p%41", "C#", "q?z", 'qu"o', "back\\s", "sq'u", "ü日"])
def test_an_odd_path_holds_the_data_and_no_url_loses_the_socket(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "redis"
    with running(folder) as (server, _):
        client = redis.Redis.from_url(server.url)
        assert client.set("word", "kept")
        assert client.connection_pool.connection_kwargs["path"] == str(server.socket)
        assert client.config_get("dir")["dir"] == str(folder)
        client.close()
    settings = Settings(redis_url=server.url)
    assert str(server.socket) in settings.broker
