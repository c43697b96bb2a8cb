"""Networks that one training passes through."""

from typing import Annotated

from pydantic import Field

from backend.contracts.families import Family
from backend.contracts.method_entries import MethodEntry, count
from backend.contracts.method_options import Budgeted, Startable
from backend.contracts.options import unit


class AveragingOptions(Budgeted):
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 0.02
    """Constant step while weights are collected."""
    copies: Annotated[int, Field(ge=2, le=50, json_schema_extra=unit("copies"))] = 20
    """Weights collected, evenly over that time."""


class SnapshotOptions(Budgeted, Startable):
    cycles: Annotated[int, Field(ge=2, le=20, json_schema_extra=unit("cycles"))] = 5
    """Times the learning rate starts at its peak and falls to nothing, whatever the schedule."""
    keep: Annotated[int, Field(ge=1, le=20, json_schema_extra=unit("networks"))] = 3
    """Networks kept, of the last cycles."""


class FGEOptions(Budgeted):
    cycles: Annotated[int, Field(ge=2, le=20, json_schema_extra=unit("cycles"))] = 5
    """Short cycles after the plain part; in the middle of each a network is taken."""
    learning_rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Highest of a cycle, at its ends; 0 takes half of that of plain training."""
    lowest_rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """In the middle of a cycle; 0 takes a hundredth of the highest."""


ENTRIES = (
    MethodEntry(
        name="swa",
        title="Weight average",
        sentence="The mean of the weights that one training passes through.",
        options=AveragingOptions,
        family=Family.MEMBERS,
        geometry="members",
        paper="Izmailov et al. 2018",
        group="One network",
        noun="averaged network",
        alone=True,
    ),
    MethodEntry(
        name="snapshot",
        title="Snapshots",
        sentence="Networks at the ends of the last cycles of one training.",
        options=SnapshotOptions,
        family=Family.MEMBERS,
        geometry="members",
        paper="Huang et al. 2017",
        group="One training: snapshots and clouds",
        noun="snapshots",
        networks="snapshots",
        published=count("keep", "cycles"),
        if_constant="The rate falls to nothing in every cycle all the same: that is where "
        "snapshots are taken.",
        revision=2,
    ),
    MethodEntry(
        name="fge",
        title="Fast geometric ensemble",
        sentence="Networks from short cycles after a plain training.",
        options=FGEOptions,
        family=Family.MEMBERS,
        geometry="members",
        paper="Garipov et al. 2018",
        group="One training: snapshots and clouds",
        published=count("cycles"),
        revision=2,
    ),
)
