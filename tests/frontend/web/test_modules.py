"""Which folder of the page's scripts may import which, as a table, and no import in a circle."""

import re
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePosixPath

import pytest

ASSETS = Path(__file__).parents[3] / "frontend/web/assets"
TESTS = Path(__file__).parent / "scripts"
PAGE = "main.js"

SHARED = {"base", "shell", "weights", "images", "map"}
WALLS: dict[str, set[str]] = {
    "base": set(),
    "shell": {"base"},
    "tour": {"base", "shell"},
    "launch": {"base", "shell"},
    "runs": {"base", "shell"},
    "weights": {"base"},
    "images": {"base", "weights"},
    "map": {"base", "weights"},
    "profile": {"base", "weights"},
    "learning": {"base", "shell"},
    "disturb": {"base", "images", "weights"},
    "evaluation": {"base", "images", "weights"},
    "solutions": {"base", "images", "weights"},
    "relief": {"base", "map", "weights"},
    "previews": {"base", "learning", "map", "weights"},
    "basket": {"base", "evaluation", "images", "profile", "weights"},
    "compare": {"base", "basket", "images", "profile", "weights"},
    "share": {"base", "basket", "learning", "weights"},
    "explore": {*SHARED, "evaluation", "learning", "previews", "profile", "share"},
}
"""Folder -> the others that it may import; what cards share stands above them, the page below."""

IMPORT = re.compile(r"^(?:import|export) (?:[^\";=()]*from )?\"(?P<path>[^\"]+)\";", re.MULTILINE)
EXPORTED = re.compile(
    r"^export (?:async )?(?:function\*? |const |let |class )(?:\{ )?(\w+)", re.MULTILINE
)
NAMED = re.compile(r"^import \{([^}]*)\} from \"([^\"]+)\";", re.MULTILINE)
SPACE = re.compile(r"^import \* as (\w+) from \"([^\"]+)\";", re.MULTILINE)

Graph = dict[str, set[str]]


def read(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*.js")}


def within(module: str, path: str) -> str:
    """The module that `path` names where `module` imports it."""
    parts: list[str] = []
    for part in (PurePosixPath(module).parent / path).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def graph_of(modules: dict[str, str]) -> Graph:
    return {
        name: {within(name, found["path"]) for found in IMPORT.finditer(text)}
        for name, text in modules.items()
    }


def folder_of(module: str) -> str:
    return module.rpartition("/")[0] or module


def folded(graph: Graph, node: Callable[[str], str]) -> Graph:
    found: Graph = {}
    for name, targets in graph.items():
        own = found.setdefault(node(name), set())
        own |= {node(target) for target in targets} - {node(name)}
    return found


def beyond(graph: Graph) -> list[str]:
    """What the table does not allow."""
    return sorted(
        f"{folder} imports {other}"
        for folder, others in folded(graph, folder_of).items()
        if folder != PAGE
        for other in others - WALLS.get(folder, set())
    )


def missing(modules: dict[str, str]) -> list[str]:
    """Modules, and names of them, that are imported and not there."""
    exports = {name: set(EXPORTED.findall(text)) for name, text in modules.items()}
    absent = [
        f"{name} imports {target}"
        for name, targets in graph_of(modules).items()
        for target in targets - modules.keys()
    ]
    return absent + [
        f"{name} takes {wanted} of {within(name, path)}"
        for name, text in modules.items()
        for path, names in taken(text)
        for wanted in sorted(names - exports.get(within(name, path), names))
    ]


def taken(text: str) -> list[tuple[str, set[str]]]:
    """Of every import, its path and the names that are used of it."""
    named = [
        (path, set(re.findall(r"(\w+)(?: as \w+)?", names))) for names, path in NAMED.findall(text)
    ]
    spaces = [
        (path, set(re.findall(rf"(?<![\w.])(?:\.\.\.)?{name}\.(\w+)", text)))
        for name, path in SPACE.findall(text)
    ]
    return named + spaces


MODULES = read(ASSETS)


def test_imports_follow_the_table() -> None:
    assert beyond(graph_of(MODULES)) == []


def test_every_folder_stands_in_the_table() -> None:
    assert {folder_of(name) for name in MODULES} - {PAGE} == set(WALLS)


def test_every_folder_has_tests_of_its_own() -> None:
    assert {file.parent.name for file in TESTS.glob("*/*.test.js")} == set(WALLS)


@pytest.mark.parametrize("node", [str, folder_of], ids=["modules", "folders"])
def test_imports_have_no_cycles(node: Callable[[str], str]) -> None:
    TopologicalSorter(folded(graph_of(MODULES), node)).prepare()  # its error names the cycle


def test_every_import_is_there() -> None:
    assert missing(MODULES) == []


def test_every_module_is_reached_from_the_page() -> None:
    graph, reached, left = graph_of(MODULES), {PAGE}, [PAGE]
    while left:
        new = graph[left.pop()] - reached
        reached |= new
        left += new
    assert MODULES.keys() - reached == set()


def test_nothing_hangs_on_a_global_of_ours() -> None:
    ours = re.compile(r"(?<!_)\b(?:window|globalThis)\.(?:paysage|Paysage)\b")
    assert [name for name, text in MODULES.items() if ours.search(text)] == []


def test_what_is_wrong_is_found() -> None:
    modules = {
        "base/a.js": 'import * as B from "../map/b.js";\nexport const one = B.two;',
        "map/b.js": 'import { one, three } from "../base/a.js";\nexport const two = one;',
        "map/c.js": 'import "./d.js";',
    }
    assert beyond(graph_of(modules)) == ["base imports map"]
    assert missing(modules) == ["map/c.js imports map/d.js", "map/b.js takes three of base/a.js"]
    for node in (str, folder_of):
        with pytest.raises(CycleError):
            TopologicalSorter(folded(graph_of(modules), node)).prepare()
