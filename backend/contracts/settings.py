"""Settings of every process, from the environment (prefix PAYSAGE_)."""

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, quote

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from backend.contracts.fault_words import shown
from backend.contracts.faults import faults_of

PREFIX = "PAYSAGE_"
HOST = re.compile(r"^(\*|(\*\.)?[\w.-]+|\[[0-9a-fA-F:.]+\])$")
"""A name or an address, an IPv6 one in brackets; a star for any name."""


class SettingRefused(ValueError):
    """A variable of the environment says something that cannot be used; one sentence."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, use_attribute_docstrings=True)

    state_dir: Path = Path.home() / ".local" / "share" / "paysage"
    """Database, artifacts, checkpoints, Redis and client.json."""
    data_dir: Path | None = None
    """Data sets; by default `datasets` in the state folder."""
    database_url: str | None = None
    """SQLAlchemy URL; by default a SQLite file in the state folder."""
    redis_url: str | None = None
    """Of a running Redis (redis:// or unix://); by default an embedded one is started."""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    """Where the workers compute."""
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """Threads of the training worker; 0 takes one per core."""
    landscape_workers: Annotated[int, Field(ge=0, le=256)] = 0
    """One-thread processes that compute landscapes; 0 takes one per core."""
    lease_seconds: Annotated[float, Field(gt=1, le=600, allow_inf_nan=False)] = 15.0
    """A worker that has not reported for this long has lost its job."""
    allowed_hosts: Annotated[list[str], NoDecode] = ["127.0.0.1", "localhost", "[::1]"]
    """Host names the service answers to, with commas between them or as a JSON list."""

    @classmethod
    def read(cls, **given: Any) -> "Settings":
        """What the environment says, and before it what was `given`.

        Raises:
            SettingRefused: It names the variable, what was expected and what came.
        """
        try:
            return cls(**given)
        except ValidationError as error:
            first = faults_of(error)[0]
            name = f"{PREFIX}{first.pointer.split('/')[1]}".upper()
            raise SettingRefused(f"{name}: {first.detail}") from error

    @field_validator("state_dir", "data_dir", mode="before")
    @classmethod
    def _named(cls, folder: Any) -> Any:
        """An empty text would mean the current folder, which nobody asks for by saying nothing."""
        if str(folder).strip() == "" or "\0" in str(folder):
            raise ValueError("expected the path of a folder; name one, or unset the variable")
        return folder

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _listed(cls, hosts: Any) -> Any:
        listed = _json_list(hosts) if isinstance(hosts, str) else hosts
        if not listed or not all(isinstance(host, str) and HOST.match(host) for host in listed):
            raise ValueError(f"expected host names with commas between them, got {shown(hosts)}")
        return listed

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("sqlite:////", "postgresql")):
            raise ValueError("expected sqlite:////absolute/path or postgresql+psycopg://...")
        return url

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("expected redis://, rediss:// or unix://")
        return url

    @cached_property
    def data_path(self) -> Path:
        return self.data_dir or self.state_dir / "datasets"

    @cached_property
    def artifacts_path(self) -> Path:
        return self.state_dir / "artifacts"

    @cached_property
    def checkpoints_path(self) -> Path:
        return self.state_dir / "checkpoints"

    @cached_property
    def landscapes_path(self) -> Path:
        return self.state_dir / "landscapes"

    @cached_property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{quote(str(self.state_dir / 'paysage.sqlite3'))}"

    @cached_property
    def broker(self) -> str:
        """The Redis URL as Celery spells it: unix sockets have a scheme of their own there."""
        if self.redis_url is None:
            raise ValueError("expected PAYSAGE_REDIS_URL, got nothing; `paysage up` sets it")
        if not self.redis_url.startswith("unix://"):
            return self.redis_url
        address, _, query = self.redis_url.removeprefix("unix://").partition("?")
        database = parse_qs(query).get("db", ["0"])[0]
        return f"redis+socket://{address}?virtual_host={database}"


def _json_list(text: str) -> Any:
    """What stands in a JSON list, or between commas."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = [part.strip() for part in text.split(",") if part.strip()]
    return found if isinstance(found, list) else None
