"""The methods of the catalog, in the order of the form."""

from typing import get_args

from backend.contracts import (
    methods_clouds,
    methods_collected,
    methods_curves,
    methods_plain,
    methods_simplexes,
)
from backend.contracts.entries import by_name
from backend.contracts.method_entries import Group, MethodEntry

__all__ = ["ENSEMBLE", "METHODS", "SINGLE"]

_ORDER = (*get_args(Group), None)


def _place(entry: MethodEntry) -> int:
    return _ORDER.index(entry.group)


METHODS: dict[str, MethodEntry] = by_name(
    sorted(
        (
            *methods_plain.ENTRIES,
            *methods_collected.ENTRIES,
            *methods_curves.ENTRIES,
            *methods_simplexes.ENTRIES,
            *methods_clouds.ENTRIES,
        ),
        key=_place,
    )
)
SINGLE = next(name for name, entry in METHODS.items() if entry.plain == (0,))
"""The plain training."""
ENSEMBLE = next(name for name, entry in METHODS.items() if entry.independent)
"""What every spread is held against: retrainings and nothing else."""
