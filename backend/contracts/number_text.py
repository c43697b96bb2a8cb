"""Numbers as people type them and as they are shown; `assets/base/numbers.js` reads alike."""

import re
from decimal import Decimal
from math import isinf

GAPS = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
"""Spaces between groups of three digits."""
NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)(e[+-]?[0-9]{1,4})?", re.IGNORECASE)
AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
"""A decimal comma, or one between thousands?"""
THIN = "\u202f"
"""Between thousands where a person may type what is shown: a comma would be ambiguous there."""


class Ambiguous(ValueError):
    """It is a number, and nobody can tell which."""


def read_number(text: str) -> int | float:
    """What was typed: with a point or a comma, an exponent, spaces; whole numbers exactly.

    Raises:
        ValueError: It is none, or nobody can tell which; the sentence stands beside the field.
    """
    typed = text.strip()
    bare = GAPS.sub("", typed.replace("\u2212", "-"))
    if not NUMBER.fullmatch(bare):
        got = typed[:40] or "nothing"
        raise ValueError(f"Write a number, such as 0.25, 0,25 or 1e-3; got {got}.")
    if AMBIGUOUS.fullmatch(bare):
        point, whole = bare.replace(",", "."), bare.replace(",", "")
        raise Ambiguous(f"{typed} can mean {point} or {whole}; write one of these.")
    number = Decimal(bare.replace(",", "."))
    if isinf(float(number)) or (number and not float(number)):
        raise ValueError(
            f"Nothing can be computed with {typed[:40]}: it is too large or too small."
        )
    return int(number) if number == number.to_integral_value() else float(number)


def read_numbers(text: str) -> list[int | float]:
    """Several, with commas, semicolons or blanks between; one alone may have a decimal comma.

    Raises:
        ValueError: One of them is none.
    """
    words = [word.strip(",") for word in text.replace(";", " ").split()]
    alone = [part for word in words for part in word.split(",")]
    decimal = "." not in text and len(alone) == 2 * len(words)
    return [read_number(word) for word in (words if decimal else alone) if word]


def grouped(number: float) -> str:
    """To be read, with a thin space between thousands: it can be typed as it stands."""
    return f"{number:,.10g}".replace(",", THIN)


def written_number(number: float | None) -> str:
    """As short as it reads back to the same; empty for none."""
    if number is None:
        return ""
    text = repr(number).removesuffix(".0")
    return re.sub(r"e([+-])0*", lambda found: "e" + found[1].strip("+"), text)
