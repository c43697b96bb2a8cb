"""How a client finds the running service: `client.json` in the state folder, or the environment."""

import json
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.contracts.settings import Settings


class ClientSettings(BaseSettings):
    """Of commands that talk to a service elsewhere."""

    model_config = SettingsConfigDict(
        env_prefix="PAYSAGE_", frozen=True, use_attribute_docstrings=True
    )

    url: str | None = None
    """Address of the service; by default that of the one started here."""
    token: str | None = None
    """Bearer token for it."""


class NoService(Exception):
    """Nothing to talk to is known."""


class Connection(BaseModel):
    url: str
    token: str

    @classmethod
    def find(cls, settings: Settings, client: ClientSettings | None = None) -> Self:
        """The service that the environment names, else the one that runs here."""
        client = client or ClientSettings()
        if client.url is not None:
            if client.token is None:
                raise NoService("PAYSAGE_URL is set, so PAYSAGE_TOKEN must be set too")
            return cls(url=client.url.rstrip("/"), token=client.token)
        found = cls.read(settings.state_dir)
        if found is None:
            raise NoService(
                f"no running Paysage known in {settings.state_dir}; start one with `paysage up`, "
                "or name one in PAYSAGE_URL and PAYSAGE_TOKEN"
            )
        return found

    @classmethod
    def read(cls, state_dir: Path) -> Self | None:
        try:
            return cls.model_validate_json(_file(state_dir).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def write(self, state_dir: Path) -> None:
        """For this user alone, and never half written."""
        file = _file(state_dir)
        beside = file.with_suffix(".new")
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)
        beside.write_text(json.dumps(self.model_dump()))
        beside.replace(file)


def _file(state_dir: Path) -> Path:
    return state_dir / "client.json"
