"""Every data set, network and method with its options: data, no code."""

from enum import StrEnum
from typing import Literal

from backend.contracts import options as o
from backend.contracts.architectures import NETWORKS
from backend.contracts.base import Contract
from backend.contracts.data_sets import COMPANIONS, CORRUPTIONS, DATASETS
from backend.contracts.entries import (
    CompanionEntry,
    CorruptionEntry,
    DatasetEntry,
    Entry,
    NetworkEntry,
    by_name,
)

__all__ = [
    "COMPANIONS",
    "CORRUPTIONS",
    "DATASETS",
    "LIMITS",
    "METHODS",
    "NETWORKS",
    "POINTS",
    "Catalog",
    "DatasetEntry",
    "Entry",
    "Family",
    "MethodEntry",
    "NetworkEntry",
    "PointKind",
    "catalog",
]


class Family(StrEnum):
    """What a method publishes, and so which points, samples and planes it accepts."""

    MEMBERS = "members"
    CURVE = "curve"
    SIMPLEX = "simplex"


class PointKind(StrEnum):
    MEMBER = "member"
    T = "t"
    COEFFICIENTS = "coefficients"
    LANDSCAPE = "landscape"


POINTS: dict[Family, tuple[PointKind, ...]] = {
    Family.MEMBERS: (PointKind.MEMBER, PointKind.LANDSCAPE),
    Family.CURVE: (PointKind.T, PointKind.COEFFICIENTS, PointKind.LANDSCAPE),
    Family.SIMPLEX: (PointKind.COEFFICIENTS, PointKind.LANDSCAPE),
}


class MethodEntry(Entry):
    family: Family
    geometry: Literal["members", "line", "bezier", "simplex"]
    paper: str
    launchable: bool = True
    """Whether a recipe alone starts it; an imported network needs its file."""


METHODS: dict[str, MethodEntry] = by_name(
    [
        MethodEntry(
            name="single",
            title="One network",
            sentence="A plain training.",
            options=o.NoOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="-",
        ),
        MethodEntry(
            name="deep_ensemble",
            title="Deep Ensemble",
            sentence="Independent retrainings: the trusted and costly way to see the spread.",
            options=o.DeepEnsembleOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="Lakshminarayanan et al. 2017",
        ),
        MethodEntry(
            name="curve_between",
            title="Curve between two networks",
            sentence="Joins two trained networks by a curve of low loss.",
            options=o.CurveBetweenOptions,
            family=Family.CURVE,
            geometry="bezier",
            paper="Garipov et al. 2018",
        ),
        MethodEntry(
            name="line",
            title="Line",
            sentence="Two networks trained together so that all between them are good.",
            options=o.LineOptions,
            family=Family.CURVE,
            geometry="line",
            paper="Wortsman et al. 2021",
        ),
        MethodEntry(
            name="bezier",
            title="Curve",
            sentence="A Bezier curve of networks, trained in one run.",
            options=o.BezierOptions,
            family=Family.CURVE,
            geometry="bezier",
            paper="Wortsman et al. 2021",
        ),
        MethodEntry(
            name="simplex",
            title="Simplex",
            sentence="Three to five networks trained together so that all their mixtures are good.",
            options=o.SimplexOptions,
            family=Family.SIMPLEX,
            geometry="simplex",
            paper="Wortsman et al. 2021",
        ),
        MethodEntry(
            name="imported",
            title="Imported network",
            sentence="Weights that were trained elsewhere.",
            options=o.ImportedOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="-",
            launchable=False,
        ),
    ]
)


class Limits(Contract):
    """Largest requests the service takes."""

    body_bytes: int = 2**20
    checkpoint_bytes: int = 512 * 2**20
    """Of a file of weights that somebody brings."""
    checkpoint_header_bytes: int = 2**20
    """Of the part that names its tensors: parsing it takes twenty times its size in memory."""
    epochs: int = 500
    resolution: int = 129
    prediction_values: int = 2_000_000
    """Members x examples x classes of one prediction."""
    page_size: int = 200


LIMITS = Limits()


class Catalog(Contract):
    datasets: list[DatasetEntry]
    companions: list[CompanionEntry]
    corruptions: list[CorruptionEntry]
    networks: list[NetworkEntry]
    methods: list[MethodEntry]
    points: dict[Family, tuple[PointKind, ...]]
    metrics: list[str]
    limits: Limits


def catalog() -> Catalog:
    """The whole catalog, as `GET /catalog` and `paysage catalog` show it."""
    return Catalog(
        datasets=list(DATASETS.values()),
        companions=list(COMPANIONS.values()),
        corruptions=list(CORRUPTIONS.values()),
        networks=list(NETWORKS.values()),
        methods=list(METHODS.values()),
        points=POINTS,
        metrics=["loss", "accuracy"],
        limits=LIMITS,
    )
