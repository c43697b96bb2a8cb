"""What every family says of itself, by known answers."""

from typing import NamedTuple

import pytest
import torch

from worker.subspaces.families import GEOMETRIES, geometry_in_training, geometry_of
from worker.subspaces.geometry import Parts, SubspaceGeometry


class Known(NamedTuple):
    name: str
    count: int
    names: list[str]
    alone: list[int]
    ends: tuple[int, int] | None
    anchors: list[int]
    parts: Parts = ()


CASES = (
    Known("members", 1, ["network 1"], [0], None, [0]),
    Known("members", 3, ["network 1", "network 2", "network 3"], [0, 1, 2], (0, 2), [0, 1, 2]),
    Known("line", 2, ["network 1", "network 2"], [0, 1], (0, 1), [0, 1]),
    Known("bezier", 3, ["network 1", "control point", "network 2"], [0, 2], (0, 2), [0, 1, 2]),
    Known("chain", 3, ["network 1", "network 2", "network 3"], [0, 2], (0, 2), [0, 1, 2]),
    Known("simplex", 3, ["vertex 1", "vertex 2", "vertex 3"], [0, 1, 2], (0, 2), [0, 1, 2]),
    Known("complex", 2, ["vertex 1", "vertex 2"], [0, 1], (0, 1), [0, 1], ((0, 1),)),
    Known(
        "complex",
        3,
        ["network 1", "network 2", "connector 1"],
        [0, 1, 2],
        (0, 1),
        [0, 2, 1],
        ((0, 2), (1, 2)),
    ),
    Known(
        "complex",
        4,
        ["line 1, end 1", "line 1, end 2", "line 2, end 1", "line 2, end 2"],
        [0, 1, 2, 3],
        (0, 2),
        [0, 1, 2],
        ((0, 1), (2, 3)),
    ),
    Known(
        "complex",
        4,
        ["network 1", "network 2", "vertex 1.2", "vertex 1.3"],
        [0, 1, 2, 3],
        (0, 1),
        [0, 2, 3, 1],
        ((0, 2, 3), (1,)),
    ),
    Known("gaussian", 4, ["centre", "deviation 1", "deviation 2", ""], [0], None, [0, 2, 1]),
    Known(
        "gaussian", 4, ["centre 1", "", "centre 2", ""], [0, 2], (0, 2), [0, 2], ((0, 1), (2, 3))
    ),
    Known("dropout", 1, ["network 1"], [0], None, [0]),
)
each = pytest.mark.parametrize("known", CASES, ids=lambda known: f"{known.name}-{known.parts}")


def of(known: Known) -> SubspaceGeometry:
    vertices = torch.randn(known.count, 9, generator=torch.Generator().manual_seed(1))
    return geometry_of(known.name, vertices, parts=known.parts)


def test_every_geometry_has_a_known_answer() -> None:
    assert {known.name for known in CASES} == set(GEOMETRIES)


@each
def test_names_ends_and_anchors(known: Known) -> None:
    geometry = of(known)
    assert geometry.names() == known.names
    assert geometry.alone() == known.alone
    assert geometry.ends() == known.ends
    assert geometry.anchors() == known.anchors


@each
def test_its_representative_and_its_samples_are_its_own(known: Known) -> None:
    geometry = of(known)
    drawn = geometry.draw(known.count, 1.0, torch.Generator().manual_seed(3))
    networks = [geometry.representative(), *drawn.coefficients.tolist()]
    assert all(sum(row) == pytest.approx(1, abs=1e-6) for row in networks)
    known_apart = drawn.t is not None
    assert all(known_apart or geometry.owns(row) for row in networks)


@each
def test_the_straight_way_joins_the_ends(known: Known) -> None:
    way = of(known).straight(5)
    assert (way is None) == (known.ends is None)
    if way and known.ends:
        assert way.coefficients[0].argmax() == known.ends[0]
        assert way.coefficients[-1].argmax() == known.ends[1]
        assert way.coefficients[2].max() == 0.5


@pytest.mark.parametrize(
    ("known", "positions"),
    [(CASES[2], 7), (CASES[3], 7), (CASES[4], 7), (CASES[7], 7), (CASES[8], 0), (CASES[10], 0)],
)
def test_a_trail_passes_all_corners(known: Known, positions: int) -> None:
    way = of(known).trail(5 if known.name == "chain" else 6)
    assert (len(way.t) if way else 0) == positions


def test_mixtures_belong_to_one_simplex_and_are_not_extrapolated() -> None:
    joined = of(CASES[7])
    assert joined.owns([0.5, 0.0, 0.5])
    assert not joined.owns([0.5, 0.5, 0.0])
    assert not joined.owns([1.5, 0.0, -0.5])
    assert joined.extrapolates([1.5, 0.0, -0.5])
    assert not of(CASES[10]).extrapolates([1.5, -0.5, 0.0, 0.0])


@each
def test_what_stands_for_it_is_its_own(known: Known) -> None:
    geometry = of(known)
    mesh = geometry.mesh(12)
    assert len(mesh.t) in (0, len(mesh.rows))
    assert (mesh.drawn > 0) == (known.name in ("gaussian", "dropout"))
    assert all(geometry.owns(list(row)) for row in mesh.rows) or geometry.address == "t"


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("bezier", ["network 1", "control point", "network 2"]),
        ("complex", ["vertex 1", "vertex 2", "vertex 3"]),
        ("gaussian", ["network 1", "network 2", "network 3"]),
    ],
)
def test_in_training_the_vertices_are_named_too(name: str, names: list[str]) -> None:
    assert geometry_in_training(name, 3).names() == names


def test_only_curves_have_positions() -> None:
    with pytest.raises(TypeError, match="no positions"):
        of(CASES[5]).at(0.5)
