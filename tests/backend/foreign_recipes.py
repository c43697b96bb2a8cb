"""Recipes that other catalogs wrote: of packages that are gone, of older and of newer versions."""

from typing import Any

KNOWN: dict[str, Any] = {
    "dataset": "mnist",
    "network": "mlp",
    "method": "bezier",
    "epochs": 3,
    "seed": 0,
    "options": {"budget": 1.0, "control_points": 3},
    "network_options": {"width": 256, "depth": 2, "norm": "none"},
    "dataset_options": {"training_examples": 0, "validation": 0, "augment": False},
    "training": {"learning_rate": 0.1},
}
FOREIGN: dict[str, tuple[dict[str, Any], str]] = {
    "data set gone": ({**KNOWN, "dataset": "tiles"}, 'the data set "tiles"'),
    "network gone": ({**KNOWN, "network": "perceptron"}, 'the network "perceptron"'),
    "method gone": (
        {
            **KNOWN,
            "method": "two_lines_pilot",
            "options": {"budget": 1.0, "beta": 1.0, "rate_factor": 0.0, "layerwise": False},
        },
        'the method "two_lines_pilot"',
    ),
    "option renamed": (
        {**KNOWN, "options": {"bends": 3}},
        "options/bends (there is no field of this name)",
    ),
    "beyond the range": ({**KNOWN, "epochs": 100_000}, "epochs (at most 500 epochs, got 100000)"),
    "newer choice": (
        {**KNOWN, "training": {"precision": "float8"}},
        'training/precision (expected float32 or bfloat16, got "float8")',
    ),
    "newer field": (
        {**KNOWN, "surprise": [1]},
        "surprise (there is no field of this name)",
    ),
}
"""Recipe as it was written, and what of it is not known here."""
