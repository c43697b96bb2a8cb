"""Every field of the launch form, from the catalog."""

from collections.abc import Mapping

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from backend.contracts.recipes import Recipe, Training
from frontend.web.components.form_fields import Field, Group, Kind, fields_of
from frontend.web.components.launch_methods import grouped


def _of_entries(group: Group, entries: Mapping[str, Entry]) -> list[Field]:
    return [f for e in entries.values() for f in fields_of(e.options, group, e.name)]


LAUNCHABLE = {name: entry for name, entry in METHODS.items() if entry.launchable}

FIELDS: list[Field] = [
    *fields_of(Recipe, Group.RECIPE, only=("epochs", "seed")),
    *_of_entries(Group.OPTIONS, LAUNCHABLE),
    *_of_entries(Group.NETWORK_OPTIONS, NETWORKS),
    *_of_entries(Group.DATASET_OPTIONS, DATASETS),
    *fields_of(Training, Group.TRAINING),
]

CHOICES: dict[str, Mapping[str, Entry]] = {
    "method": LAUNCHABLE,
    "network": NETWORKS,
    "dataset": DATASETS,
}
"""What is chosen by name."""

START: dict[str, str] = {
    "method": grouped(LAUNCHABLE)[0][1][0].name,
    "network": next(iter(NETWORKS)),
    "dataset": next(iter(DATASETS)),
}
"""What is chosen when the page opens."""

OWNER_OF = {
    Group.OPTIONS: "method",
    Group.NETWORK_OPTIONS: "network",
    Group.DATASET_OPTIONS: "dataset",
}


def section(group: Group, owner: str = "") -> list[Field]:
    """The fields of one part of the form; trained networks come first."""
    fields = [field for field in FIELDS if field.group is group and field.owner == owner]
    return sorted(fields, key=lambda field: field.kind is not Kind.NETWORK)


def active(chosen: Mapping[str, str]) -> list[Field]:
    """The fields that count for the chosen method, network and data set."""
    return [
        field
        for field in FIELDS
        if field.group not in OWNER_OF or field.owner == chosen.get(OWNER_OF[field.group])
    ]
