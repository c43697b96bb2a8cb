import ast
import re
from pathlib import Path

import pytest

import frontend
from backend.contracts.figures import count, duration, fixed, percent

ROOT = Path(frontend.__file__).parent
SCRIPTS = sorted(ROOT.rglob("*.py"))
FORMATTED = re.compile(r"[.,][0-9{]*[efgEFG%]$|^,$|^,d$")


def test_figures_are_rounded_and_have_their_uncertainty() -> None:
    assert fixed(0.05861234, 4, 0.0039111) == "0.0586 ± 0.0039"
    assert fixed(1.96, 1) == "2.0"
    assert fixed(1.0025883436325328e36, 4, 7.689e33) == "1.00e+36 ± 7.69e+33"
    assert percent(0.97405, 2, 0.0016) == "97.41 % ± 0.16"
    assert percent(0.5, 0) == "50 %"
    assert count(10_000) == "10,000"
    assert [fixed(None), percent(None), duration(None)] == ["–", "–", "–"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (12, "12 s"), (200, "3 min 20 s"), (3900, "1 h 5 min"), (86_400, "24 h 0 min")],
)
def test_durations_are_said_as_the_page_says_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_commands_and_pages_leave_the_rounding_to_one_module(script: Path) -> None:
    tree = ast.parse(script.read_text(encoding="utf-8"))
    specs = [
        ast.unparse(node.format_spec)[2:-1]
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
    ]
    assert [spec for spec in specs if FORMATTED.search(spec)] == []
