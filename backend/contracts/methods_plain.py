"""Networks of the plain training."""

from typing import Annotated

from pydantic import Field

from backend.contracts.base import SHA256, Flag
from backend.contracts.families import Family
from backend.contracts.method_entries import MethodEntry, MethodOptions, Stretch, count
from backend.contracts.options import unit


class DeepEnsembleOptions(MethodOptions):
    members: Annotated[int, Field(ge=2, le=64, json_schema_extra=unit("networks"))] = 5
    """Independent trainings, each with its own initialisation and order of the data."""

    def stretches(self, vertices: int) -> list[Stretch]:
        return [Stretch((member,), 1.0) for member in range(vertices)]


class ImportedOptions(MethodOptions):
    sha256: Annotated[str, *SHA256]
    """Of the file of weights."""
    procedure_known: Flag = False
    """Whether the recipe says how it was trained; if not, no retrainings are compared with it."""


ENTRIES = (
    MethodEntry(
        name="single",
        title="One network",
        sentence="A plain training.",
        family=Family.MEMBERS,
        geometry="members",
        group="One network",
        noun="trained network",
        plain=(0,),
        alone=True,
        compared=False,
    ),
    MethodEntry(
        name="deep_ensemble",
        title="Deep Ensemble",
        sentence="Independent retrainings: the trusted and costly way to see the spread.",
        options=DeepEnsembleOptions,
        family=Family.MEMBERS,
        geometry="members",
        paper="Lakshminarayanan et al. 2017",
        group="Several trainings in one run",
        noun="retrainings",
        networks="retrainings",
        published=count("members"),
        budgets=count("members"),
        independent=True,
        compared=False,
    ),
    MethodEntry(
        name="imported",
        title="Imported network",
        sentence="Weights that were trained elsewhere.",
        options=ImportedOptions,
        family=Family.MEMBERS,
        geometry="members",
        noun="imported network",
        alone=True,
        compared=False,
    ),
)
