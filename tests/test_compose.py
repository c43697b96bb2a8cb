"""docker-compose.yml describes the same system as `paysage up`, and holds no secret."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from backend.contracts.settings import Settings
from frontend import launch, services
from frontend.connection import ClientSettings

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docker-compose.yml"
WORKERS = {f"worker-{role}" for role in (services.TRAIN, services.LANDSCAPE, services.INTERACTIVE)}
OURS = {"web", "migrate", *WORKERS}


@pytest.fixture(scope="module")
def compose() -> Any:
    return YAML(typ="safe").load(FILE)


def environment(compose: Any, name: str) -> dict[str, str]:
    found: dict[str, str] = compose["services"][name].get("environment", {})
    return found


def test_it_follows_the_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    subprocess.run([*command, str(FILE)], check=True, capture_output=True)


def test_all_parts_are_there(compose: Any) -> None:
    assert set(compose["services"]) == {"redis", "postgres", *OURS}


def test_what_runs_on_has_a_health_check(compose: Any) -> None:
    for name, service in compose["services"].items():
        assert ("healthcheck" in service) == (name != "migrate"), name


def test_every_setting_is_set(compose: Any) -> None:
    wanted = {f"PAYSAGE_{name.upper()}" for name in Settings.model_fields}
    for name in OURS:
        assert wanted <= set(environment(compose, name)), name
    for name in WORKERS:
        assert environment(compose, name)["PAYSAGE_ROLE"] == name.removeprefix("worker-")


def test_no_unknown_setting_is_set(compose: Any) -> None:
    fields = [*Settings.model_fields, *ClientSettings.model_fields, "role"]
    known = {f"PAYSAGE_{name.upper()}" for name in fields}
    for name in OURS:
        given = {key for key in environment(compose, name) if key.startswith("PAYSAGE_")}
        assert given <= known


def test_secrets_have_no_default(compose: Any) -> None:
    for name in compose["services"]:
        for key, value in environment(compose, name).items():
            if re.search(r"PASSWORD|SECRET|TOKEN|AUTH", key):
                assert re.fullmatch(r"\$\{\w+:\?[^}]*\}", value), f"{name}: {key}"
            if "://" in value and "@" in value:
                password = re.search(r"://[^:]*:(.*)@", value)
                assert password, f"{name}: {key}"
                assert re.fullmatch(r"\$\{\w+:\?[^}]*\}", password[1]), f"{name}: {key}"


def test_workers_start_as_the_launcher_starts_them(compose: Any, tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path, redis_url="redis://redis", landscape_workers=2)
    for service in services.workers(settings):
        described = compose["services"][f"worker-{service.name}"]
        started = [Path(word).name for word in service.command if word not in services.PYTHON]
        assert described["command"] == started
        extra = {k: v for k, v in service.environment.items() if not k.startswith("P")}
        assert extra.items() <= described["environment"].items()


def test_the_other_commands_exist(compose: Any) -> None:
    web = compose["services"]["web"]["command"]
    module, _, factory = web[web.index("--factory") + 1].partition(":")
    assert module == launch.__name__
    assert callable(getattr(launch, factory))
    assert importlib.util.find_spec("worker.app") is not None
    help_text = subprocess.run(
        [sys.executable, "-m", "frontend.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert compose["services"]["migrate"]["command"][1] in help_text


def test_artifacts_are_shared(compose: Any) -> None:
    for name in OURS:
        assert "state:/state" in compose["services"][name]["volumes"]
        assert environment(compose, name)["PAYSAGE_STATE_DIR"] == "/state"


def test_only_the_web_is_open_and_only_to_this_machine(compose: Any) -> None:
    opened = {n: s["ports"] for n, s in compose["services"].items() if "ports" in s}
    assert opened == {"web": ["127.0.0.1:8050:8050"]}
