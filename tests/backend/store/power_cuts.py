"""Power cuts between any two steps that a writer takes on the disk."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


class PowerCut(BaseException):
    """Nothing runs after it: it passes every `except Exception`."""


def cuts(monkeypatch: pytest.MonkeyPatch, write: Callable[[], None]) -> Iterator[int]:
    """Run `write` again and again, cut before its first, second, ... step, until it is done."""
    survived = False
    count = 0
    while not survived:
        with monkeypatch.context() as patch:
            _cut_before(patch, count)
            try:
                write()
                survived = True
            except PowerCut:
                pass
        yield count
        count += 1


def _cut_before(patch: pytest.MonkeyPatch, count: int) -> None:
    left = [count]

    def stepwise(step: Callable[..., object]) -> Callable[..., object]:
        def cut(*arguments: object, **options: object) -> object:
            if left[0] == 0:
                raise PowerCut
            left[0] -= 1
            return step(*arguments, **options)

        return cut

    for owner, name in ((os, "fsync"), (Path, "mkdir"), (Path, "rename"), (Path, "replace")):
        patch.setattr(owner, name, stepwise(getattr(owner, name)))
    patch.setattr(Path, "unlink", stepwise(Path.unlink))
    patch.setattr(Path, "open", stepwise(Path.open))
