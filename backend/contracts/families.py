"""What a method can publish: which points it accepts, who stands for it, in which words."""

from enum import StrEnum
from typing import Literal

from backend.contracts.base import Contract
from backend.contracts.reading import Kept


class PointKind(StrEnum):
    MEMBER = "member"
    T = "t"
    COEFFICIENTS = "coefficients"
    LANDSCAPE = "landscape"


class Representative(Contract):
    """The one network that stands for a whole family, by a name that stays and in words."""

    kind: Kept[Literal["middle", "centroid", "centre", "whole_network", "coefficient_mean"]]
    """The last one is a former definition: of a curve it was the mean of the control points, which
    need not lie on it."""
    words: str


class FamilyEntry(Contract):
    title: str
    """With its article."""
    noun: str
    """What its networks are called as a whole, unless the method has a word of its own."""
    networks: str
    """The same of several of them: "17 of 32 networks on the curve"."""
    points: tuple[PointKind, ...]
    representative: Representative | None = None
    """Null for separate networks, which stand for themselves."""
    first: Representative | None = None
    """The same where there are several parts."""
    mixed: bool = False
    """Whether networks are drawn by Dirichlet coefficients, whose concentration can be chosen."""
    separate: bool = False
    """Whether the vertices are all its networks, which others can then start from."""
    at_most: bool = False
    """Whether fewer vertices may be published than a recipe says: growth may end early, clouds be
    flat."""


class Family(StrEnum):
    """What a method publishes, and so which points, samples and planes it accepts."""

    MEMBERS = "members"
    CURVE = "curve"
    SIMPLEX = "simplex"
    COMPLEX = "complex"
    """Simplexes, which may share vertices."""
    GAUSSIAN = "gaussian"
    """Clouds about centres."""
    DROPOUT = "dropout"
    """One network with parts left out at random."""

    @property
    def entry(self) -> FamilyEntry:
        return FAMILIES[self]


MIDDLE = Representative(kind="middle", words="network at t = 0.5")
_CENTROID = Representative(kind="centroid", words="centroid")
_MEMBER, _LANDSCAPE, _MIXED = PointKind.MEMBER, PointKind.LANDSCAPE, PointKind.COEFFICIENTS

FAMILIES: dict[Family, FamilyEntry] = {
    Family.MEMBERS: FamilyEntry(
        title="a family of separate networks",
        noun="networks",
        networks="networks",
        points=(_MEMBER, _LANDSCAPE),
        separate=True,
    ),
    Family.CURVE: FamilyEntry(
        title="a curve",
        noun="curve",
        networks="networks on the curve",
        points=(PointKind.T, _MIXED, _LANDSCAPE),
        representative=MIDDLE,
    ),
    Family.SIMPLEX: FamilyEntry(
        title="a simplex",
        noun="simplex",
        networks="networks of the simplex",
        points=(_MIXED, _LANDSCAPE),
        representative=_CENTROID,
        mixed=True,
    ),
    Family.COMPLEX: FamilyEntry(
        title="a complex of simplexes",
        noun="simplexes",
        networks="networks of the simplexes",
        points=(_MEMBER, _MIXED, _LANDSCAPE),
        representative=_CENTROID,
        first=Representative(kind="centroid", words="centroid of the first simplex"),
        mixed=True,
        at_most=True,
    ),
    Family.GAUSSIAN: FamilyEntry(
        title="a cloud",
        noun="cloud",
        networks="networks of the cloud",
        points=(_MEMBER, _MIXED, _LANDSCAPE),
        representative=Representative(kind="centre", words="centre of the cloud"),
        first=Representative(kind="centre", words="centre of the first cloud"),
        at_most=True,
    ),
    Family.DROPOUT: FamilyEntry(
        title="a network with parts left out",
        noun="dropout",
        networks="networks with parts left out",
        points=(_MEMBER, _LANDSCAPE),
        representative=Representative(kind="whole_network", words="network with nothing left out"),
    ),
}
