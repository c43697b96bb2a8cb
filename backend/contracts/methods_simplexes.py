"""Simplexes, alone and joined."""

from typing import Annotated

from pydantic import Field

from backend.contracts.families import Family
from backend.contracts.method_entries import MethodEntry, Stretch, count
from backend.contracts.method_options import Budgeted, Startable, SubspaceOptions
from backend.contracts.options import unit


class SimplexOptions(SubspaceOptions):
    vertices: Annotated[int, Field(ge=3, le=5, json_schema_extra=unit("networks"))] = 3
    """Corners of the simplex."""
    concentration: Annotated[float, Field(ge=0.05, le=20)] = 1.0
    """Of the Dirichlet distribution the coefficients are drawn from; 1 is uniform."""


class GrowingOptions(Budgeted):
    budget: Annotated[float, Field(ge=0.05, le=10, json_schema_extra=unit("trainings"))] = 1.0
    """Spent on growing, in plain trainings; the networks it grows between come on top."""
    samples: Annotated[int, Field(ge=1, le=25, json_schema_extra=unit("points"))] = 2
    """Points of the subspace in each step; every one costs a gradient evaluation per image."""
    volume_weight: Annotated[float, Field(ge=0, le=1)] = 1e-4
    """Pull on the logarithm of the volume (lambda of Benton 2021)."""
    learning_rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """First step of every new vertex, falling as a half cosine; 0 takes that of plain training."""


class SPROOptions(GrowingOptions, Startable):
    modes: Annotated[int, Field(ge=1, le=5, json_schema_extra=unit("networks"))] = 2
    """Networks trained on their own and joined; 1 when it starts from a trained network."""
    connectors: Annotated[int, Field(ge=1, le=5, json_schema_extra=unit("networks"))] = 2
    """Points that all modes share, grown one at a time."""

    def stretches(self, vertices: int) -> list[Stretch]:
        """Networks, and the points that all of them share."""
        modes = vertices - self.connectors
        shared = range(modes, vertices)
        plain = [Stretch({mode, *shared}, 1.0) for mode in range(modes)]
        return [*plain, Stretch(shared, self.budget)]


class ESPROOptions(GrowingOptions):
    modes: Annotated[int, Field(ge=2, le=8, json_schema_extra=unit("networks"))] = 3
    """Networks trained on their own, each the first vertex of a simplex."""
    vertices: Annotated[int, Field(ge=2, le=5, json_schema_extra=unit("networks"))] = 3
    """Of every simplex, the trained network included."""

    def stretches(self, vertices: int) -> list[Stretch]:
        """Networks, each with a simplex of its own; they take turns at growing."""
        growth = self.budget / self.modes
        every = self.modes
        plain = [Stretch(range(mode, vertices, every), 1.0) for mode in range(every)]
        grown = (Stretch(range(every + mode, vertices, every), growth) for mode in range(every))
        return [*plain, *grown]


ENTRIES = (
    MethodEntry(
        name="simplex",
        title="Simplex",
        sentence="Three to five networks trained together so that all their mixtures are good.",
        options=SimplexOptions,
        family=Family.SIMPLEX,
        geometry="simplex",
        paper="Wortsman et al. 2021",
        group="One training: lines, curves and simplexes",
        published=count("vertices"),
        joint=True,
        revision=2,
    ),
    MethodEntry(
        name="spro",
        title="Mode-connecting simplexes",
        sentence="Trained networks joined by shared points, all between them good.",
        options=SPROOptions,
        family=Family.COMPLEX,
        geometry="complex",
        paper="Benton et al. 2021",
        group="Several trainings in one run",
        published=count("modes", started=1, plus="connectors"),
        before=count("modes", started=0),
    ),
    MethodEntry(
        name="espro",
        title="Simplex ensemble",
        sentence="Several networks, each grown into a simplex of its own.",
        options=ESPROOptions,
        family=Family.COMPLEX,
        geometry="complex",
        paper="Benton et al. 2021",
        group="Several trainings in one run",
        published=count("vertices", times="modes"),
        before=count("modes"),
    ),
)
