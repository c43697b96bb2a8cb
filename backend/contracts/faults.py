"""What is wrong with a request: a pointer into it as it was sent, and one sentence.

Pydantic says where a fault is in terms of its own schema: of a field that may be a number or a
list, it tells what is wrong with both. Here the sent value decides which of them was meant.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from pydantic import ValidationError

from backend.contracts.fault_words import Finding, kind_expected, none_of, sentence

Word = str | int
"""Name of a field, or place in a list."""


class Fault(NamedTuple):
    pointer: str
    """JSON pointer (RFC 6901)."""
    detail: str


@dataclass(frozen=True)
class _Placed:
    """A finding, and where it is."""

    path: tuple[Word, ...]
    branches: tuple[tuple[int, str], ...]
    """Of each field on the way that may be of several types: its depth, and one of the types."""
    finding: Finding


def faults_of(error: ValidationError, sent: object = None) -> list[Fault]:
    """What was found wrong with a value; see `faults`."""
    return faults(error.errors(include_url=False), sent)


def faults(findings: Iterable[Finding], sent: object) -> list[Fault]:
    """Pydantic's findings about what was sent.

    Args:
        findings: As `ValidationError.errors()` gives them.
        sent: That was checked; their locations start in it. Null where no field of it may be of
            several types.
    """
    placed = [_placed(finding, sent) for finding in findings]
    told = [Fault(pointer_of(one.path), _detail(one)) for one in _meant(placed)]
    return list(dict.fromkeys(told))


def pointer_of(path: Iterable[Word]) -> str:
    """JSON pointer (RFC 6901) of a path."""
    return "".join(f"/{str(word).replace('~', '~0').replace('/', '~1')}" for word in path)


def _placed(finding: Finding, sent: object) -> _Placed:
    """Tell names and places of what was sent from the names that pydantic gives to types."""
    path: list[Word] = []
    branches: list[tuple[int, str]] = []
    here, location = sent, finding["loc"]
    if sent is None:
        return _Placed(tuple(location), (), finding)
    for number, word in enumerate(location):
        if _is_within(word, here, finding, last=number == len(location) - 1):
            path.append(word)
            here = _inside(here, word)
        else:
            branches.append((len(path), str(word)))
    return _Placed(tuple(path), tuple(branches), finding)


def _is_within(word: Word, here: object, finding: Finding, *, last: bool) -> bool:
    """Whether the word leads into the value, or to what is missing there."""
    if here is None or isinstance(here, Mapping):
        absent = finding["type"] == "missing" or (last and finding["type"] == "extra_forbidden")
        named = isinstance(here, Mapping) and word in here
        return absent or (named and not (last and finding["input"] is here))
    return isinstance(word, int) and isinstance(here, list | tuple)


def _inside(here: Any, word: Any) -> object:
    try:
        return here[word]
    except (LookupError, TypeError):
        return None


def _meant(findings: Sequence[_Placed]) -> list[_Placed]:
    """Of each field that may be of several types, what is wrong with the type that was meant."""
    kept = [one for one in findings if not one.branches]
    divided = [one for one in findings if one.branches]
    for place, group in _grouped(divided, lambda one: one.path[: one.branches[0][0]]):
        types = _grouped(group, lambda one: one.branches[0][1])
        kept += _best(place, [_meant([_without_branch(one) for one in each]) for _, each in types])
    return kept


def _grouped(findings: Sequence[_Placed], key: Any) -> Iterator[tuple[Any, list[_Placed]]]:
    ordered = sorted(findings, key=lambda one: repr(key(one)))
    for value, group in groupby(ordered, key):
        yield value, list(group)


def _without_branch(one: _Placed) -> _Placed:
    return replace(one, branches=one.branches[1:])


def _best(place: tuple[Word, ...], types: Sequence[list[_Placed]]) -> list[_Placed]:
    """Findings of the type whose kind the value is; else a single one that names all kinds."""
    fitting = [found for found in types if not any(_other_kind(one, place) for one in found)]
    if fitting:
        return max(fitting, key=lambda found: max(len(one.path) for one in found))
    ends = [one for found in types for one in found if one.path == place]
    kinds = [kind for one in ends if (kind := kind_expected(one.finding))]
    said = none_of(kinds, ends[0].finding["input"])
    return [replace(ends[0], finding={**ends[0].finding, "type": "value_error", "msg": said})]


def _other_kind(one: _Placed, place: tuple[Word, ...]) -> bool:
    """Whether the value at the place is of another kind than this finding's type takes."""
    return one.path == place and kind_expected(one.finding) is not None


def _detail(one: _Placed) -> str:
    noun = one.path[-1] if one.path else ""
    return sentence(one.finding, noun if isinstance(noun, str) else "")
