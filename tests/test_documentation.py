"""What the documents tell people to type, set or open exists."""

import argparse
import re
from pathlib import Path

import pytest

from backend.contracts.settings import Settings
from frontend import cli
from frontend.connection import ClientSettings
from tests.tour.make import TOUR, text
from tests.tour.stops import STOPS

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATIONS = ROOT / "docs" / "operations.md"
DOCUMENT = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def code(document: Path) -> str:
    """Indented and fenced blocks, and words in backticks."""
    text = document.read_text()
    fenced = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^ {4}.*$", text, re.MULTILINE)
    return "\n".join([*fenced, *indented, *re.findall(r"`([^`\n]+)`", text)])


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = cli._parser()
    found = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@DOCUMENT
def test_make_targets_exist(document: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)\b", code(document)))
    assert named <= targets()


@DOCUMENT
def test_commands_exist(document: Path) -> None:
    named = set(re.findall(r"(?:^|[\s/])paysage ([a-z]+)\b", code(document), re.MULTILINE))
    assert named <= set(commands())


@DOCUMENT
def test_links_resolve(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_every_command_is_documented() -> None:
    text = OPERATIONS.read_text()
    assert [name for name in commands() if f"`paysage {name}" not in text] == []


def test_every_option_of_up_is_documented() -> None:
    text = OPERATIONS.read_text()
    options = {o for action in commands()["up"]._actions for o in action.option_strings}
    assert [o for o in options - {"-h", "--help"} if o not in text] == []


def test_every_setting_is_documented() -> None:
    names = [*Settings.model_fields, *ClientSettings.model_fields]
    text = OPERATIONS.read_text()
    assert [name for name in names if f"`PAYSAGE_{name.upper()}`" not in text] == []


@DOCUMENT
def test_named_settings_exist(document: Path) -> None:
    fields = [*Settings.model_fields, *ClientSettings.model_fields, "role"]
    known = {f"PAYSAGE_{name.upper()}" for name in fields}
    assert set(re.findall(r"\bPAYSAGE_[A-Z_]+\b", document.read_text())) <= known


def test_the_tour_is_as_its_script_writes_it() -> None:
    assert TOUR.read_text() == text()
    assert all((TOUR.parent / "pictures" / f"{stop.name}.png").exists() for stop in STOPS)
