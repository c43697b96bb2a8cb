"""Lines and curves."""

from typing import Annotated

from pydantic import Field

from backend.contracts.families import Family
from backend.contracts.method_entries import MethodEntry, Stretch, count
from backend.contracts.method_options import Budgeted, Startable, SubspaceOptions
from backend.contracts.options import EndPoint, unit


class LineOptions(SubspaceOptions, Startable):
    """With a network to start from, that one stays as the first end."""

    def stretches(self, vertices: int) -> list[Stretch]:  # noqa: ARG002
        """From a network that was there."""
        if self.start_from is None:
            return []
        return [Stretch((0, 1), 1.0), Stretch((1,), self.budget)]


class BezierOptions(SubspaceOptions):
    control_points: Annotated[int, Field(ge=3, le=9, json_schema_extra=unit("points"))] = 3
    """Points that shape the curve, its two ends included."""


class ChainOptions(SubspaceOptions):
    vertices: Annotated[int, Field(ge=3, le=9, json_schema_extra=unit("networks"))] = 3
    """Networks that the straight pieces join, the two ends included."""


class TwoLinesOptions(SubspaceOptions):
    budget: Annotated[float, Field(ge=0.05, le=10, json_schema_extra=unit("trainings"))] = 1.0
    """How much each line may spend, as a multiple of one plain training."""

    def stretches(self, vertices: int) -> list[Stretch]:
        return [Stretch((first, first + 1), self.budget) for first in range(0, vertices, 2)]


class CurveBetweenOptions(Budgeted):
    end_points: Annotated[list[EndPoint], Field(min_length=2, max_length=2)]
    """The two trained networks that the curve joins; they stay as they are."""
    control_points: Annotated[int, Field(ge=3, le=9, json_schema_extra=unit("points"))] = 3
    """Points that shape the curve, its two ends included."""
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 0.05
    """Constant for the first half, then falling linearly to a hundredth at nine tenths."""

    def stretches(self, vertices: int) -> list[Stretch]:
        """Two networks that were there, and the curve."""
        last = vertices - 1
        inner = range(1, last)
        ends = [Stretch({0, *inner}, 1.0), Stretch({last, *inner}, 1.0)]
        return [*ends, Stretch(inner, self.budget)]


ENTRIES = (
    MethodEntry(
        name="line",
        title="Line",
        sentence="Two networks trained together so that all between them are good.",
        options=LineOptions,
        family=Family.CURVE,
        geometry="line",
        paper="Wortsman et al. 2021",
        group="One training: lines, curves and simplexes",
        noun="line",
        networks="networks on the line",
        published=count(2),
        joint=True,
        revision=2,
    ),
    MethodEntry(
        name="bezier",
        title="Curve",
        sentence="A Bezier curve of networks, trained in one run.",
        options=BezierOptions,
        family=Family.CURVE,
        geometry="bezier",
        paper="Wortsman et al. 2021",
        group="One training: lines, curves and simplexes",
        published=count("control_points"),
        bent=True,
        joint=True,
        revision=2,
    ),
    MethodEntry(
        name="chain",
        title="Chain",
        sentence="Networks trained together along a chain of straight pieces.",
        options=ChainOptions,
        family=Family.CURVE,
        geometry="chain",
        paper="Wortsman et al. 2021",
        group="One training: lines, curves and simplexes",
        noun="chain",
        networks="networks on the chain",
        published=count("vertices"),
        bent=True,
        joint=True,
        revision=2,
    ),
    MethodEntry(
        name="two_lines",
        title="Two lines",
        sentence="Two independent lines, each trained in one run.",
        options=TwoLinesOptions,
        family=Family.COMPLEX,
        geometry="complex",
        group="Several trainings in one run",
        noun="two lines",
        networks="networks on the two lines",
        published=count(4),
        budgets=count(2),
        joint=True,
        revision=2,
    ),
    MethodEntry(
        name="curve_between",
        title="Curve between two networks",
        sentence="Joins two trained networks by a curve of low loss.",
        options=CurveBetweenOptions,
        family=Family.CURVE,
        geometry="bezier",
        paper="Garipov et al. 2018",
        group="Between trained networks",
        published=count("control_points"),
        plain=(0, -1),
        bent=True,
    ),
)
