"""Good starting points, each a whole form; and buttons that change a part of what stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from backend.contracts.catalog import METHODS
from backend.contracts.number_text import grouped
from frontend.web.components.form_fields import Group
from frontend.web.components.launch_fields import START, active
from frontend.web.ids.launch import preset_id


@dataclass(frozen=True)
class Preset:
    name: str
    title: str
    sentence: str
    changes: dict[str, Any]
    """A part of a recipe."""
    whole: bool = True
    """Whether what it does not name goes back to its default; else it stays."""


PRESETS: tuple[Preset, ...] = (
    Preset(
        "quick",
        "Quick look",
        f"One network, one epoch on {grouped(10_000)} images: a first landscape within seconds.",
        {
            "dataset": "mnist",
            "network": "mlp",
            "method": "single",
            "epochs": 1,
            "network_options": {"width": 256, "depth": 2},
            "dataset_options": {"training_examples": 10_000},
        },
    ),
    Preset(
        "curve",
        "Curve in one run",
        "A whole curve of networks for the price of one training.",
        {"method": "bezier", "epochs": 3, "options": {"budget": 1.0, "control_points": 3}},
    ),
    Preset(
        "triangle",
        "Triangle",
        "Three networks and all their mixtures for the price of one training.",
        {"method": "simplex", "epochs": 3, "options": {"budget": 1.0, "vertices": 3}},
    ),
    Preset(
        "cloud",
        "Cloud",
        "A plain training that goes on collecting weights, and the normal cloud around their mean.",
        {"method": "swag", "epochs": 3, "options": {"budget": 1.0}},
    ),
    Preset(
        "joined",
        "Two networks, joined",
        "Two plain trainings, then two shared points, so that all between them is good.",
        {"method": "spro", "epochs": 3, "options": {"modes": 2, "connectors": 2}},
    ),
    Preset(
        "retrainings",
        "Fair comparison with 5 retrainings",
        "Trains what the form describes five times: what every cheaper spread is held against.",
        {"method": "deep_ensemble", "options": {"members": 5}},
        whole=False,
    ),
)

SHARES = (0.05, 0.1, 0.25, 0.5, 1.0)
"""Further trainings that methods offer which start from a network."""


def budgets_of(method: str) -> tuple[Preset, ...]:
    """What a method may spend beyond the network that it starts from."""
    return tuple(
        Preset(
            f"{method}-{round(100 * share)}",
            f"{share:g}",
            f"Spend {share:g} of a training.",
            {"method": method, "options": {"budget": share}},
            whole=False,
        )
        for share in SHARES
    )


BUDGETS: dict[str, tuple[Preset, ...]] = {
    name: budgets_of(name)
    for name, entry in METHODS.items()
    if {"budget", "start_from"} <= set(entry.options.model_fields)
}
"""Method that can start from a network -> buttons for its budget."""

BUTTONS: tuple[Preset, ...] = (*PRESETS, *chain.from_iterable(BUDGETS.values()))


def changes_of_presets() -> dict[str, dict[str, Any]]:
    """Id of a preset's button -> the part of a recipe that it sets."""
    return {
        preset_id(preset.name): completed(preset.changes) if preset.whole else preset.changes
        for preset in BUTTONS
    }


def completed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """All that the form holds: what is changed, and the defaults of all else."""
    chosen = START | {kind: changes[kind] for kind in START if kind in changes}
    recipe: dict[str, Any] = dict(chosen)
    for field in active(chosen):
        part = recipe if field.group is Group.RECIPE else recipe.setdefault(field.group.value, {})
        part[field.name] = field.default
    for name, value in changes.items():
        recipe[name] = recipe[name] | value if isinstance(value, dict) else value
    return recipe
