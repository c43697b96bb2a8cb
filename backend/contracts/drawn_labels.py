"""What stands beside the networks of a map, so that no two labels cover each other."""

import re
from math import hypot
from typing import NamedTuple

from backend.contracts.landscapes import Geometry

ON_PLANE = 1e-3
"""Weight distance below which a network is drawn as one on the plane."""
TOGETHER = 0.08
"""Part of the map's width: networks off the plane that are nearer share one label."""
LISTED = 5
"""From so many on they are counted."""


class Label(NamedTuple):
    text: str
    off: float


def labels_of(geometry: Geometry) -> list[Label]:
    """Of every vertex; those that stand on one another off the plane share the first one's."""
    near = TOGETHER * (geometry.x[-1] - geometry.x[0])
    count = range(len(geometry.vertices))
    apart = [vertex for vertex in count if geometry.distances[vertex] >= ON_PLANE]

    def label(vertex: int) -> Label:
        if vertex not in apart:
            return Label(geometry.vertex_names[vertex], 0.0)
        x, y = geometry.vertices[vertex]
        group = [
            other
            for other in apart
            if hypot(geometry.vertices[other][0] - x, geometry.vertices[other][1] - y) < near
        ]
        return _shared(group, geometry) if group[0] == vertex else Label("", 0.0)

    return [label(vertex) for vertex in count]


def _shared(group: list[int], geometry: Geometry) -> Label:
    names = [geometry.vertex_names[vertex] for vertex in group]
    off = min(geometry.distances[vertex] for vertex in group)
    found = re.match(r"[a-z]+(?= )", names[0])
    noun = found.group() if found else "network"
    if len(names) == 1:
        return Label(names[0], off)
    if len(names) < LISTED and all(name.startswith(f"{noun} ") for name in names):
        numbers = ", ".join(name.removeprefix(f"{noun} ") for name in names)
        return Label(f"{'vertices' if noun == 'vertex' else f'{noun}s'} {numbers}", off)
    return Label(f"{len(names)} networks", off)
