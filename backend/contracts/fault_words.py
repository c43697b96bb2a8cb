"""One sentence for each way in which a value can be wrong: what was expected, and what came."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Finding = Mapping[str, Any]
"""One of pydantic's: type, input and context are read, its own message hardly ever."""

MOST_SHOWN = 40
"""Characters of a value that a sentence repeats."""

KINDS = {
    "bool": "true or false",
    "date": "a date",
    "datetime": "a date and time",
    "dict": "an object",
    "float": "a number",
    "int": "a whole number",
    "list": "a list",
    "model": "an object",
    "model_attributes": "an object",
    "string": "text",
    "tuple": "a list",
}
_NOT_THE_KIND = ("_type", "_parsing", "_parsing_size", "_from_float")


def kind_expected(finding: Finding) -> str | None:
    """In words, where the value is none of the kind; null where it is, but wrong otherwise."""
    for ending in _NOT_THE_KIND:
        name = str(finding["type"])
        if name.endswith(ending):
            return KINDS.get(name.removesuffix(ending), "another kind of value")
    return None


def sentence(finding: Finding, noun: str = "") -> str:
    """What is wrong.

    Args:
        finding: Of pydantic.
        noun: Name of the field; a plural is what its list holds, or its whole number counts.
    """
    kind = kind_expected(finding)
    if kind is not None:
        return f"expected {kind}, got {shown(finding['input'])}"
    words = _WORDS.get(finding["type"])
    if words is not None:
        return words(finding)
    if finding["type"] in _LENGTHS:
        return _length(finding, noun)
    if finding["type"] in _BOUNDS:
        return _bound(finding, noun)
    return f"expected another value, got {shown(finding['input'])}"


def none_of(kinds: Sequence[str], value: object) -> str:
    """Of a field that takes values of several kinds, none of which came."""
    return f"expected {alternatives(kinds)}, got {shown(value)}"


def alternatives(words: Sequence[str]) -> str:
    """a, b or c."""
    different = list(dict.fromkeys(words))
    return " or ".join(filter(None, [", ".join(different[:-1]), different[-1]]))


def shown(value: object) -> str:
    """A value as JSON spells it, cut where it is long; what is none is named by its kind."""
    if isinstance(value, str):
        cut = value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"
        spelled = json.dumps(cut, ensure_ascii=False)
        return spelled.encode(errors="backslashreplace").decode()  # lone surrogates have no bytes
    if value is None or isinstance(value, bool | int):
        return json.dumps(value)[:MOST_SHOWN]
    if isinstance(value, float):
        return f"{value:.6g}" if math.isfinite(value) else "no finite number"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, bytes):
        return "text that is not called JSON; send the header Content-Type: application/json"
    return "an object" if isinstance(value, Mapping) else "something else"


def _bound(finding: Finding, noun: str) -> str:
    words, limit = _BOUNDS[finding["type"]]
    asked = _plain(finding["ctx"][limit])
    counts = noun.endswith("s") and isinstance(finding["input"], int)
    several = f" {_counted(noun, asked)}" if counts else ""
    return f"{words} {shown(asked)}{several}, got {shown(finding['input'])}"


def _plain(limit: Any) -> Any:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


def _choice(finding: Finding) -> str:
    expected = str(finding["ctx"]["expected"]).replace("'", "")
    return f"expected {expected}, got {shown(finding['input'])}"


def _own(finding: Finding) -> str:
    """What a check of ours said, as it stands."""
    return str(finding["msg"]).removeprefix("Value error, ")


def _length(finding: Finding, noun: str) -> str:
    words, limit = _LENGTHS[finding["type"]]
    asked = finding["ctx"][limit]
    what = "characters" if finding["type"].startswith("string") else noun or "values"
    return f"{words} {asked} {_counted(what, asked)}, got {len(finding['input'])}"


_SINGULARS = (("ices", "ex"), ("ies", "y"), ("s", ""))


def _counted(plural: str, number: float) -> str:
    """What a field's name counts, in words: one end point, two end points."""
    words = plural.removeprefix("max_").replace("_", " ")
    if number != 1:
        return words
    ending, singular = next((pair for pair in _SINGULARS if words.endswith(pair[0])), ("", ""))
    return words.removesuffix(ending) + singular


_LENGTHS = {
    "too_long": ("at most", "max_length"),
    "too_short": ("at least", "min_length"),
    "string_too_long": ("at most", "max_length"),
    "string_too_short": ("at least", "min_length"),
}
_BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_WORDS: dict[str, Callable[[Finding], str]] = {
    "missing": lambda _: "expected a value, got none",
    "extra_forbidden": lambda _: "there is no field of this name",
    "invalid_key": lambda _: "expected names that are text",
    "finite_number": lambda _: "expected a finite number",
    "string_unicode": lambda _: "expected text of whole Unicode characters",
    "literal_error": _choice,
    "enum": _choice,
    "value_error": _own,
}
