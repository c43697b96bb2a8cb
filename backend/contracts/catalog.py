"""Every data set, network and method with its options: data, no code."""

from collections.abc import Mapping

from backend.contracts.architectures import NETWORKS
from backend.contracts.base import Contract
from backend.contracts.data_sets import COMPANIONS, CORRUPTIONS, DATASETS
from backend.contracts.entries import (
    CompanionEntry,
    CorruptionEntry,
    DatasetEntry,
    Entry,
    NetworkEntry,
)
from backend.contracts.families import FAMILIES, Family, FamilyEntry, PointKind
from backend.contracts.influences import INFLUENCES, InfluenceEntry
from backend.contracts.method_entries import MethodEntry
from backend.contracts.methods import METHODS
from backend.contracts.metrics import MAP_METRICS, METRICS, MetricEntry

__all__ = [
    "COMPANIONS",
    "CORRUPTIONS",
    "DATASETS",
    "LIMITS",
    "METHODS",
    "NETWORKS",
    "Catalog",
    "DatasetEntry",
    "Entry",
    "Family",
    "MethodEntry",
    "NetworkEntry",
    "PointKind",
    "catalog",
    "title",
]


def title(entries: Mapping[str, Entry], name: str) -> str:
    """What an entry is called; one that the catalog does not know is called by its name."""
    return entries[name].title if name in entries else name


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
    weight_distance: float = 1e6
    """From the origin of a map, along each of its axes: of what is drawn and what is clicked."""


LIMITS = Limits()


class Catalog(Contract):
    datasets: list[DatasetEntry]
    companions: list[CompanionEntry]
    corruptions: list[CorruptionEntry]
    influences: list[InfluenceEntry]
    networks: list[NetworkEntry]
    methods: list[MethodEntry]
    families: dict[Family, FamilyEntry]
    points: dict[Family, tuple[PointKind, ...]]
    metrics: list[str]
    """Of stored maps."""
    map_metrics: list[MetricEntry]
    """Of all that a map shows, in their order on the page."""
    limits: Limits


def catalog() -> Catalog:
    """The whole catalog, as `GET /catalog` and `paysage catalog` show it."""
    return Catalog(
        datasets=list(DATASETS.values()),
        companions=list(COMPANIONS.values()),
        corruptions=list(CORRUPTIONS.values()),
        influences=list(INFLUENCES.values()),
        networks=list(NETWORKS.values()),
        methods=list(METHODS.values()),
        families=FAMILIES,
        points={family: entry.points for family, entry in FAMILIES.items()},
        metrics=list(METRICS),
        map_metrics=list(MAP_METRICS.values()),
        limits=LIMITS,
    )
