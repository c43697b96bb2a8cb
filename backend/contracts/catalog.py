"""Every data set, network and method with its options: data, no code."""

from enum import StrEnum
from typing import Any, Literal, TypeVar

from pydantic import SerializeAsAny, field_serializer

from backend.contracts import options as o
from backend.contracts.base import Contract


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


class Entry(Contract):
    name: str
    title: str
    sentence: str
    options: SerializeAsAny[type[Contract]]

    @field_serializer("options")
    def _schema(self, options: type[Contract]) -> dict[str, Any]:
        return options.model_json_schema()


class DatasetEntry(Entry):
    shape: tuple[int, int, int]
    """Channels, height, width."""
    classes: tuple[str, ...]
    training_examples: int
    test_examples: int
    licence: str


class NetworkEntry(Entry):
    pass


class MethodEntry(Entry):
    family: Family
    geometry: Literal["members", "line", "bezier", "simplex"]
    paper: str


AnyEntry = TypeVar("AnyEntry", bound=Entry)


def _by_name(*entries: AnyEntry) -> dict[str, AnyEntry]:
    return {entry.name: entry for entry in entries}


DATASETS: dict[str, DatasetEntry] = _by_name(
    DatasetEntry(
        name="mnist",
        title="MNIST",
        sentence="Handwritten digits, 28 x 28 pixels, ten classes.",
        options=o.DatasetOptions,
        shape=(1, 28, 28),
        classes=tuple("0123456789"),
        training_examples=60_000,
        test_examples=10_000,
        licence="LeCun and Cortes, CC BY-SA 3.0",
    )
)

NETWORKS: dict[str, NetworkEntry] = _by_name(
    NetworkEntry(
        name="mlp",
        title="MLP",
        sentence="Fully connected layers with ReLU.",
        options=o.MLPOptions,
    ),
    NetworkEntry(
        name="cnn",
        title="CNN",
        sentence="Two convolutions with pooling, then two linear layers (after LeNet-5).",
        options=o.CNNOptions,
    ),
)

METHODS: dict[str, MethodEntry] = _by_name(
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
)


class Limits(Contract):
    """Largest requests the service takes."""

    body_bytes: int = 2**20
    epochs: int = 500
    resolution: int = 129
    prediction_values: int = 2_000_000
    """Members x examples x classes of one prediction."""
    page_size: int = 200


LIMITS = Limits()


class Catalog(Contract):
    datasets: list[DatasetEntry]
    networks: list[NetworkEntry]
    methods: list[MethodEntry]
    points: dict[Family, tuple[PointKind, ...]]
    metrics: list[str]
    limits: Limits


def catalog() -> Catalog:
    """The whole catalog, as `GET /catalog` and `paysage catalog` show it."""
    return Catalog(
        datasets=list(DATASETS.values()),
        networks=list(NETWORKS.values()),
        methods=list(METHODS.values()),
        points=POINTS,
        metrics=["loss", "accuracy"],
        limits=LIMITS,
    )
