"""The methods of the catalog in groups, by what they cost and by what comes out."""

from collections.abc import Mapping

from backend.contracts.catalog import MethodEntry

OTHERS = "Others"


def grouped(methods: Mapping[str, MethodEntry]) -> list[tuple[str, list[MethodEntry]]]:
    """Title -> entries, both in the order of the catalog."""
    found: dict[str, list[MethodEntry]] = {}
    for entry in methods.values():
        found.setdefault(entry.group or OTHERS, []).append(entry)
    return list(found.items())
