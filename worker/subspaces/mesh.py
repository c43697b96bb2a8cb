"""Evenly spread coefficients of a simplex, and which of them are neighbours."""

from itertools import combinations, pairwise
from math import comb

Row = tuple[float, ...]


def fineness(vertices: int, most: int) -> int:
    """Largest number of steps along an edge with at most so many points; at least one."""
    steps = 1
    while vertices > 1 and comb(steps + vertices, vertices - 1) <= most:
        steps += 1
    return steps


def barycentric_grid(vertices: int, steps: int) -> list[Row]:
    """All coefficients that are multiples of 1 / steps and sum to one, the first vertex first."""
    bars = combinations(range(steps + vertices - 1), vertices - 1)
    rows = []
    for places in bars:
        ends = (-1, *places, steps + vertices - 1)
        counts = [b - a - 1 for a, b in pairwise(ends)]
        rows.append(tuple(count / steps for count in counts))
    return sorted(rows, reverse=True)


def neighbours(rows: list[Row], steps: int) -> list[tuple[int, int]]:
    """Pairs of a grid that differ by one step from one vertex to another."""
    pairs = combinations(enumerate(rows), 2)
    return [(i, j) for (i, a), (j, b) in pairs if _apart(a, b) < 2.5 / steps]


def _apart(a: Row, b: Row) -> float:
    """Sum of the differences: 2 / steps between neighbours, 4 / steps or more between others."""
    return sum(abs(x - y) for x, y in zip(a, b, strict=True))
