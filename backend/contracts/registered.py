"""Data sets and networks that installed packages add to the catalog.

A package names them in its metadata, as entry points of the groups `paysage.datasets` and
`paysage.networks`; they are listed from there, and only a worker ever imports them.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Generic

from backend.contracts.entries import AnyEntry, DatasetEntry, NetworkEntry, by_name
from backend.contracts.options import DatasetOptions

LOG = logging.getLogger(__name__)
DATASETS_GROUP = "paysage.datasets"
NETWORKS_GROUP = "paysage.networks"


class Registry(Mapping[str, AnyEntry], Generic[AnyEntry]):
    """Our own entries, then the registered ones; those are looked up once, when first needed.

    Args:
        own: Entries of the product; no package can take their names.
        group: Of the entry points.
        describe: Gives the catalog's entry of an entry point, without importing what it names.
    """

    def __init__(
        self, own: Sequence[AnyEntry], group: str, describe: Callable[[EntryPoint], AnyEntry]
    ) -> None:
        self.own = by_name(own)
        self._group = group
        self._describe = describe

    def __getitem__(self, name: str) -> AnyEntry:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> dict[str, AnyEntry]:
        points = [p for p in entry_points(group=self._group) if self._is_free(p)]
        return self.own | by_name(entry for p in points if (entry := self._described(p)))

    def _is_free(self, point: EntryPoint) -> bool:
        if point.name in self.own:
            LOG.warning("%s is left out: %s is a name of our own", point.value, point.name)
        return point.name not in self.own

    def _described(self, point: EntryPoint) -> AnyEntry | None:
        """One package's mistake must not take everybody's service down."""
        try:
            return self._describe(point)
        except Exception as error:
            LOG.warning("%s %s is left out: %s", self._group, point.name, error)
            return None


def registered(group: str, name: str) -> EntryPoint | None:
    """The entry point of this name; to be loaded by a worker alone."""
    return next(iter(entry_points(group=group, name=name)), None)


def describe_network(point: EntryPoint) -> NetworkEntry:
    return NetworkEntry(name=point.name, title=point.name, sentence=_origin(point))


def describe_dataset(point: EntryPoint) -> DatasetEntry:
    """What `NAME.json` says, in the folder of the package that the entry point names.

    Raises:
        ValueError: There is no such file, or it does not describe a data set.
    """
    place = _package_folder(point.module) / f"{point.name}.json"
    if not place.is_file():
        raise ValueError(f"expected a description of the data set in {place}; write it there")
    said = {"title": point.name, "sentence": _origin(point), **json.loads(place.read_text())}
    return DatasetEntry.model_validate(said | {"name": point.name, "options": DatasetOptions})


def _origin(point: EntryPoint) -> str:
    package = point.dist.name if point.dist else "a package"
    return f"{point.value}, registered by {package}."


def _package_folder(module: str) -> Path:
    """Of the top-level package: finding that imports nothing."""
    spec = find_spec(module.partition(".")[0])
    if spec is None or not spec.submodule_search_locations:
        raise ValueError(f"expected {module} in a package that can be found; install it")
    return Path(spec.submodule_search_locations[0])
