"""Good starting points: each changes only what it names and leaves the rest of the form."""

from dataclasses import dataclass
from typing import Any

from frontend.web.launch_ids import preset_id


@dataclass(frozen=True)
class Preset:
    name: str
    title: str
    sentence: str
    changes: dict[str, Any]
    """A part of a recipe."""


PRESETS: tuple[Preset, ...] = (
    Preset(
        "quick",
        "Quick look",
        "One network, one epoch on 10,000 images: a first landscape within seconds.",
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
        "retrainings",
        "Fair comparison with 5 retrainings",
        "Trains what the form describes five times: what every cheaper spread is held against.",
        {"method": "deep_ensemble", "options": {"members": 5}},
    ),
)


def changes_of_presets() -> dict[str, dict[str, Any]]:
    """Id of a preset's button -> the part of a recipe that it sets."""
    return {preset_id(preset.name): preset.changes for preset in PRESETS}
