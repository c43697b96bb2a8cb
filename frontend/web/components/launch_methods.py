"""The methods of the catalog in groups, by what they cost and by what comes out."""

from collections.abc import Mapping

from backend.contracts.catalog import MethodEntry

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("One network", ("single", "swa")),
    ("One training: lines, curves and simplexes", ("line", "bezier", "chain", "simplex")),
    (
        "One training: snapshots and clouds",
        ("snapshot", "fge", "swag", "laplace_last_layer", "mc_dropout"),
    ),
    (
        "Several trainings in one run",
        ("deep_ensemble", "two_lines", "spro", "espro", "multi_swag"),
    ),
    ("Between trained networks", ("curve_between",)),
)
OTHERS = "Others"


def grouped(methods: Mapping[str, MethodEntry]) -> list[tuple[str, list[MethodEntry]]]:
    """Title -> entries; methods that no group names come last."""
    named = {name for _, names in GROUPS for name in names}
    groups = [
        *GROUPS,
        (OTHERS, tuple(name for name in methods if name not in named)),
    ]
    found = [
        (title, [methods[name] for name in names if name in methods]) for title, names in groups
    ]
    return [(title, entries) for title, entries in found if entries]
