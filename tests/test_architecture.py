"""Who may import whom, as a table; the heavy imports stay fenced, the files small."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_args

import pytest

from backend.contracts.families import Family
from backend.contracts.method_entries import GeometryName

ROOT = Path(__file__).parents[1]
PACKAGES = ("backend", "frontend", "worker")
LONGEST_FILE = 300

OURS: dict[str, set[str]] = {
    "backend.contracts": {"backend.contracts"},
    "backend.store": {"backend.contracts", "backend.store"},
    "backend.queue": {"backend.contracts"},
    "backend.services": {
        "backend.contracts",
        "backend.queue",
        "backend.services",
        "backend.store",
    },
    "backend.api": {"backend"},
    "backend.api.routers": {"backend.api", "backend.contracts", "backend.services"},
    "frontend": {"backend.contracts", "frontend"},
    "frontend.launch": {"backend.contracts", "backend.api.main", "backend.store", "frontend"},
    "frontend.web": {"backend.contracts", "frontend.client", "frontend.web"},
    "frontend.web.components": {"backend.contracts", "frontend.web"},
    "worker.app": {"backend.contracts", "worker.jobs", "worker.machine"},
    "worker.tasks": {"backend.contracts", "worker.app", "worker.jobs"},
    "worker.machine": {"worker.machine"},
    "worker.subspaces": {"worker.subspaces"},
    "worker.metrics": {"backend.contracts", "worker.metrics"},
    "worker.datasets": {"backend.contracts", "worker.datasets", "worker.machine"},
    "worker.networks": {
        "backend.contracts",
        "worker.datasets",
        "worker.networks",
        "worker.subspaces",
    },
    "worker.training": {
        "backend.contracts",
        "worker.datasets",
        "worker.machine",
        "worker.networks",
        "worker.subspaces",
        "worker.training",
    },
    "worker.engine": {
        "backend.contracts",
        "worker.datasets",
        "worker.engine",
        "worker.metrics",
        "worker.networks",
        "worker.subspaces",
    },
    "worker.landscape": {
        "backend.contracts",
        "worker.datasets",
        "worker.engine",
        "worker.landscape",
        "worker.metrics",
        "worker.subspaces",
    },
    "worker.prediction": {
        "backend.contracts",
        "worker.datasets",
        "worker.engine",
        "worker.metrics",
        "worker.prediction",
        "worker.subspaces",
    },
    "worker.evaluation": {
        "backend.contracts",
        "worker.datasets",
        "worker.engine",
        "worker.evaluation",
        "worker.metrics",
        "worker.prediction",
        "worker.subspaces",
    },
    "worker.jobs": {"backend.contracts", "backend.store", "worker"},
}
"""Module or package -> what of ours it may import; the longest name that fits decides."""

FENCED: dict[str, set[str]] = {
    "torch": {"worker"},
    "torchvision": {"worker.datasets.vision"},
    "scipy": {"worker.metrics.student"},
    "cachetools": {"worker.engine", "worker.jobs"},
    "celery": {"backend.queue", "worker.app", "worker.tasks"},
    "kombu": {"backend.queue", "worker.app"},
    "fastapi": {"backend.api"},
    "starlette": {"backend.api"},
    "sqlalchemy": {"backend.store", "backend.services", "frontend.launch", "worker.jobs"},
    "alembic": {"backend.store"},
    "dash": {"frontend.web"},
    "uvicorn": {"frontend.serving"},
    "rich": {"frontend.terminal"},
    "httpx": {"frontend.client"},
}
"""A library that only these may import."""

BANNED = ("pickle", "torch.load")
CIFAR_READER = "worker/datasets/cifar"
"""The one fenced exception: CIFAR's own files, read by a reader of ours."""

WITHOUT_TORCH = ("backend.api.main", "frontend.web.app", "frontend.launch", "frontend.cli")


def files() -> list[Path]:
    return [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(file): file for file in files()}


def imports(file: Path) -> Iterator[str]:
    """Names of all modules (and members) that the file imports, wherever it does."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: import by the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def allowed(module: str) -> set[str]:
    return OURS[max((package for package in OURS if within(module, package)), key=len)]


def test_imports_follow_the_table() -> None:
    wrong = [
        f"{module_name(file)} imports {name}"
        for file in files()
        if module_name(file) not in PACKAGES
        for name in imports(file)
        if name.partition(".")[0] in PACKAGES
        if not any(within(name, package) for package in allowed(module_name(file)))
    ]
    assert wrong == []


def package_of(module: str) -> str:
    """The folder that holds it; of a package, itself."""
    return module if MODULES[module].stem == "__init__" else module.rpartition(".")[0]


@pytest.mark.parametrize("node", [str, package_of], ids=["modules", "packages"])
def test_imports_have_no_cycles(node: Callable[[str], str]) -> None:
    graph: dict[str, set[str]] = {}
    for module, file in MODULES.items():
        for name in imports(file):
            target = name if name in MODULES else name.rpartition(".")[0]
            if target in MODULES and node(target) != node(module):
                graph.setdefault(node(module), set()).add(node(target))
    TopologicalSorter(graph).prepare()  # its error names the cycle


def test_libraries_stay_behind_their_fences() -> None:
    wrong = [
        f"{module_name(file)} imports {name}"
        for file in files()
        for name in imports(file)
        if (places := FENCED.get(name.partition(".")[0]))
        if not any(within(module_name(file), place) for place in places)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", WITHOUT_TORCH)
def test_service_and_front_end_start_without_torch(module: str) -> None:
    code = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_nothing_unpickles() -> None:
    words = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in BANNED))
    wrong = [
        str(file.relative_to(ROOT))
        for file in files()
        if not str(file.relative_to(ROOT)).startswith(CIFAR_READER)
        if words.search(file.read_text())
    ]
    assert wrong == []


def test_files_are_short() -> None:
    everything = [*files(), *sorted((ROOT / "tests").rglob("*.py"))]
    scripts = sorted((ROOT / "frontend/web/assets").rglob("*.js"))
    long = {
        str(file.relative_to(ROOT)): lines
        for file in [*everything, *scripts]
        if (lines := len(file.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_drawers() -> None:
    drawers = {"utils", "helpers", "common", "misc"}
    assert [file for file in files() if file.stem in drawers] == []


def test_no_two_classes_share_a_name() -> None:
    places: dict[str, list[str]] = {}
    for module, file in MODULES.items():
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


FAMILY_HOMES = re.compile(r"worker\.subspaces\.|backend\.contracts\.(families|methods_)")
"""Only these know which families there are; all others ask what a family says of itself."""


GEOMETRY_NAMES = {*get_args(GeometryName), *Family}
_ASKED = re.compile(
    r"(isinstance|hasattr|getattr)\(.*(?<!nn\.)\b(geometry|Mixture|SimplicialComplex|"
    rf"{'|'.join(sorted(name.title() for name in GEOMETRY_NAMES))})\b"
)


def _family_decisions(tree: ast.AST) -> Iterator[ast.expr]:
    """Types of geometries that are asked for, families by name, and names that are compared."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Call):
            if re.match(r"Family\.[A-Z]+$", text := ast.unparse(node)) or _ASKED.match(text):
                yield node
        elif isinstance(node, ast.Compare):
            words = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
            if words & GEOMETRY_NAMES:
                yield node


def test_families_are_decided_at_home() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for module, file in MODULES.items()
        if not FAMILY_HOMES.match(module)
        for node in _family_decisions(ast.parse(file.read_text()))
    ]
    assert wrong == []


def test_decisions_by_family_are_found() -> None:
    decisions = (
        "isinstance(context.geometry, Gaussian)",
        "hasattr(geometry, 'parts')",
        "context.family is Family.CURVE",
        "entry.geometry == 'chain'",
        "entry.geometry in ('bezier', 'chain')",
    )
    assert all(list(_family_decisions(ast.parse(line))) for line in decisions)
