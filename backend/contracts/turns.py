"""What waits for the workers that compute maps and evaluations: whose turn comes when, and why."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from backend.contracts.base import Contract, Identifier

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NAMED = 3
"""Runs that a reason names; it counts the others."""


class Work(Contract):
    """A map or an evaluation that is not done."""

    kind: Literal["map", "evaluation"]
    run: Identifier
    name: str
    """Of the run."""
    landscape: Identifier | None
    """Of a map."""
    position: int
    """By the time of its next turn, from 1."""
    at_work: bool
    """A worker is at a piece of it now."""
    watched: bool
    """Somebody looks at the run."""
    seconds_to_picture: float | None
    """Until the first picture of a map; null where it is there, or nobody can tell yet."""
    seconds: float | None
    """Until it is done, as workers and work are now; null where nobody can tell yet."""


class Turn(Contract):
    """Where one of them stands."""

    position: int
    """From 1."""
    before: int
    """How many others have their turn before."""
    at_work: bool
    reason: str
    """One sentence."""
    seconds_to_picture: float | None
    seconds: float | None


def turn_of(works: Sequence[Work], run: str, landscape: str | None) -> Turn | None:
    """Of a map, or without one of the evaluation; null for what does not wait."""
    found = [work for work in works if (work.run, work.landscape) == (run, landscape)]
    return _turn(found[0], [work for work in works if work is not found[0]]) if found else None


def _turn(own: Work, others: Sequence[Work]) -> Turn:
    before = [] if own.at_work else [one for one in others if one.position < own.position]
    return Turn(
        position=own.position,
        before=len(before),
        at_work=own.at_work,
        reason=_reason(own, before, others),
        seconds_to_picture=own.seconds_to_picture,
        seconds=own.seconds,
    )


def _reason(own: Work, before: Sequence[Work], others: Sequence[Work]) -> str:
    if own.at_work and others:
        return f"Being computed, in turn with {_counted(others)}."
    if own.at_work:
        return "Being computed."
    if before:
        return f"{_counted(before).capitalize()} before it: {_names(before)}."
    why = ", as somebody watches" if own.watched and others else ""
    return f"Its turn comes next{why}."


def _counted(works: Sequence[Work]) -> str:
    """As "two maps and one evaluation"."""
    kinds = Counter(work.kind for work in works)
    return " and ".join(_number(count, kind) for kind, count in kinds.items())


def _number(count: int, noun: str) -> str:
    word = NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
    return f"{word} {noun}{'' if count == 1 else 's'}"


def _names(works: Sequence[Work]) -> str:
    names = list(dict.fromkeys(work.name for work in works))
    more = [_number(len(names) - NAMED, "more run")] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more])
