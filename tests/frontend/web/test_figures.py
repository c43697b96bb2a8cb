import re
from pathlib import Path

import pytest

from tests.frontend.web.test_tokens import ASSETS

FORMATTER = ASSETS / "base" / "numbers.js"
FORMATTING = re.compile(r"\.(toFixed|toPrecision|toExponential|toLocale\w*String)\(|\bIntl\.")
SHARE_BY_HAND = re.compile(r"Math\.round\([^`]*\)\} ?%")
SCRIPTS = sorted(path for path in ASSETS.rglob("*.js") if path != FORMATTER)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_figures_are_written_by_one_formatter(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert [found.group() for found in FORMATTING.finditer(text)] == []
    assert [found.group() for found in SHARE_BY_HAND.finditer(text)] == []


def test_the_formatter_is_found() -> None:
    assert FORMATTING.search(FORMATTER.read_text(encoding="utf-8"))
