"""The colours: legible in both themes, and named once."""

import re
from pathlib import Path

import pytest

from frontend.web import app as web

ASSETS = Path(web.__file__).parent / "assets"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9A-Fa-f]{6}), (#[0-9A-Fa-f]{6})\)")
TOKENS = {
    name: (light, dark) for name, light, dark in PAIR.findall((ASSETS / "tokens.css").read_text())
}
TEXT_ON = [
    ("text", "page"),
    ("text", "card"),
    ("text", "sunken"),
    ("muted", "page"),
    ("muted", "card"),
    ("muted-sunken", "sunken"),
    ("here-text", "card"),
    ("subspace", "page"),
    ("subspace", "card"),
    ("retrainings", "page"),
    ("caution", "card"),
    ("card", "text"),
]


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_is_legible(text: str, ground: str, theme: int) -> None:
    assert _contrast(TOKENS[text][theme], TOKENS[ground][theme]) >= 4.5


def test_every_variable_that_a_sheet_uses_is_defined_somewhere() -> None:
    sheets = "\n".join(path.read_text() for path in ASSETS.rglob("*.css"))
    scripts = "\n".join(path.read_text() for path in ASSETS.rglob("*.js"))
    used = set(re.findall(r"var\((--[\w-]+)\)", sheets))
    defined = set(re.findall(r"(--[\w-]+):", sheets + scripts))
    defined |= set(re.findall(r'setProperty\("(--[\w-]+)"', scripts))
    unknown = {name for name in used - defined if not name.startswith("--mantine-")}
    assert unknown == set()
