"""Settings of every process, from the environment (prefix PAYSAGE_)."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="PAYSAGE_", frozen=True, use_attribute_docstrings=True
    )

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
    lease_seconds: Annotated[float, Field(gt=1, le=600)] = 15.0
    """A worker that has not reported for this long has lost its job."""
    allowed_hosts: list[str] = ["127.0.0.1", "localhost", "[::1]"]
    """Host names the service answers to."""

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
        return self.database_url or f"sqlite:///{self.state_dir / 'paysage.sqlite3'}"

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
