"""Loops over arrays, compiled by numba; import it where they are about to run."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(**options: Any) -> Callable[[Callable[..., None]], Any]:
    """Compile a function at its first call; kept on disk where there is a folder for it."""

    def compile_it(function: Callable[..., None]) -> Any:
        try:
            return njit(nogil=True, cache=True, **options)(function)
        except RuntimeError:  # numba found no folder that it may write to
            return njit(nogil=True, **options)(function)

    return compile_it
