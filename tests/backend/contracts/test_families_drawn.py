"""What is drawn of every family, by known answers."""

from typing import Any

import pytest

from backend.contracts.drawings import Drawing
from backend.contracts.families import Family
from backend.contracts.families_drawn import drawing, drawn
from backend.contracts.landscapes import Geometry, Path, Profile
from backend.contracts.previews import Preview

CORNERS = [(0.0, 0.0), (4.0, 0.0), (0.0, 3.0)]


def geometry(count: int, **changes: Any) -> Geometry:
    """The first three vertices on the plane, further ones in one place beside it."""
    places = [*CORNERS[:count], *[(1.0, 1.0)] * (count - 3)]
    fields = {
        "x": [-2.0, 8.0],
        "y": [-2.0, 5.0],
        "vertices": places,
        "vertex_names": [f"network {i + 1}" for i in range(count)],
        "distances": [0.0] * min(count, 3) + [2.5 + i for i in range(count - 3)],
        "random_axes": [],
    }
    return Geometry.model_validate(fields | changes)


def path(*rows: list[float]) -> Path:
    places = [
        [sum(a * CORNERS[i][axis] for i, a in enumerate(row)) for row in rows] for axis in (0, 1)
    ]
    scores = {
        name: [0.1] * len(rows)
        for name in ("loss", "loss_standard_error", "accuracy", "accuracy_standard_error")
    }
    t = [i / (len(rows) - 1) for i in range(len(rows))]
    return Path(t=t, coefficients=[*rows], x=places[0], y=places[1], **scores)


ACROSS = path([1, 0, 0], [0, 0, 1])
BENT = path([1, 0, 0], [0.25, 0.5, 0.25], [0, 0, 1])
CHAIN = path([1, 0, 0], [0, 1, 0], [0, 0, 1])


def strokes(shown: Drawing) -> list[str]:
    return [line.stroke for line in shown.lines]


def test_separate_networks_are_points_with_one_straight_way() -> None:
    shown = drawing(Family.MEMBERS, geometry(3), Profile(trail=None, straight=ACROSS))
    assert strokes(shown) == ["straight"]
    assert [(p.x, p.y, p.off, p.named) for p in shown.points] == [
        (*place, 0.0, True) for place in CORNERS
    ]
    assert shown.start
    assert shown.start.member == 0
    assert shown.slider
    assert (shown.slider.kind, shown.slider.ends) == (
        "straight",
        ["network 1", "network 3"],
    )


@pytest.mark.parametrize(
    ("trail", "lines", "words", "corners"),
    [
        (BENT, ["control", "straight", "trail"], "along the curve", []),
        (CHAIN, ["straight", "trail"], "along the chain", [(0.5, "network 2")]),
    ],
)
def test_a_curve_has_its_control_points_and_a_chain_its_corners(
    trail: Path, lines: list[str], words: str, corners: list[tuple[float, str]]
) -> None:
    shown = drawing(Family.CURVE, geometry(3), Profile(trail=trail, straight=ACROSS))
    assert strokes(shown) == lines
    assert (shown.lines[-1].named, shown.held) == ("t", "t")
    assert not any(point.named for point in shown.points)
    assert shown.start
    assert shown.start.t == 0.5
    assert shown.slider
    assert shown.slider.title["main"] == words
    assert shown.slider.corners == corners


def test_a_curve_waits_for_its_profile() -> None:
    shown = drawing(Family.CURVE, geometry(3), None)
    assert (shown.start, shown.slider, shown.lines) == (None, None, [])


def test_a_simplex_is_a_face_with_spokes_to_what_lies_beside_it() -> None:
    shown = drawing(Family.SIMPLEX, geometry(4), Profile(trail=None, straight=ACROSS))
    assert [face.vertices for face in shown.faces] == [[0, 1, 2]]
    assert strokes(shown) == ["spoke"] * 3 + ["outline"]
    assert shown.lines[-1].x == [0, 4, 0, 0]
    assert (shown.weighed, shown.held, shown.slider) == (True, "coefficients", None)
    assert shown.start
    assert shown.start.coefficients == [0.25] * 4
    assert [plane.vertices for plane in shown.planes][:2] == [(0, 1, 2), (0, 1, 3)]


def test_one_part_of_a_complex_is_a_simplex() -> None:
    whole = geometry(3, parts=[[0, 1, 2]])
    assert drawing(Family.COMPLEX, whole, None) == drawing(Family.SIMPLEX, whole, None)


def test_joined_simplexes_are_walked_over_what_they_share() -> None:
    joined = geometry(3, parts=[[0, 1], [2, 1]])
    profile = Profile(trail=CHAIN, straight=ACROSS)
    shown = drawing(Family.COMPLEX, joined, profile)
    assert strokes(shown) == ["edge", "edge", "straight", "trail"]
    assert [face.vertices for face in shown.faces] == [[0, 1], [2, 1]]
    assert shown.start
    assert shown.start.on_trail == 0.5
    assert shown.slider
    assert shown.slider.title["main"] == "over the connectors"
    assert [plane.label for plane in shown.planes] == ["line 1", "line 2"]
    assert [plane.vertices for plane in shown.planes] == [(0, 2, 1), (2, 0, 1)]


def cloud(**changes: Any) -> Geometry:
    names = ["centre", "deviation 1", "deviation 2", ""]
    return geometry(4, parts=[[0, 1, 2, 3]], vertex_names=names, **changes)


def test_a_cloud_is_two_ellipses_of_its_covariance() -> None:
    shown = drawing(Family.GAUSSIAN, cloud(), Profile(trail=None, straight=None))
    outer, inner = shown.ellipses
    assert (outer.sigmas, inner.sigmas) == (2, 1)
    assert inner.along[0] ** 2 == pytest.approx(4**2 + 1)
    assert inner.along[0] * inner.along[1] == pytest.approx(1)
    assert inner.along[1] ** 2 + inner.across[1] ** 2 == pytest.approx(3**2 + 1)
    assert [(point.label, point.shape, point.named) for point in shown.points] == [
        ("centre", "centre", True),
        ("σ of deviation 1", "deviation", False),
        ("σ of deviation 2", "deviation", False),
    ]
    assert shown.cloud
    assert (shown.cloud.part, shown.cloud.across) == ([0, 1, 2, 3], True)
    assert shown.slider
    assert (shown.slider.kind, shown.slider.centre) == ("deviations", 0)
    assert strokes(shown) == ["axis", "axis"]


def test_a_cloud_over_a_random_axis_has_one_direction() -> None:
    shown = drawing(Family.GAUSSIAN, cloud(random_axes=["y"]), Profile(trail=None, straight=None))
    assert shown.cloud
    assert not shown.cloud.across


def test_several_clouds_are_joined_by_their_centres() -> None:
    names = ["centre 1", "", "centre 2", "", "centre 3"]
    clouds = geometry(5, parts=[[0, 1], [2, 3], [4]], vertex_names=names, random_axes=["x"])
    shown = drawing(Family.GAUSSIAN, clouds, Profile(trail=None, straight=ACROSS))
    assert [point.vertex for point in shown.points] == [0, 2, 4]
    assert "straight" in strokes(shown)
    assert shown.slider
    assert shown.slider.kind == "straight"


def test_dropout_is_one_network_on_a_map() -> None:
    alone = geometry(1, parts=[[0]], random_axes=["x", "y"])
    shown = drawing(Family.DROPOUT, alone, Profile(trail=None, straight=None))
    assert [point.label for point in shown.points] == ["network 1"]
    assert shown.slider
    assert shown.slider.kind == "sections"
    assert "nothing left out" in shown.slider.title["main"]


def test_networks_that_stand_on_one_another_share_a_label() -> None:
    shown = drawing(Family.MEMBERS, geometry(6), None)
    labels = [(point.label, point.label_off) for point in shown.points]
    assert labels[:3] == [(f"network {i}", 0.0) for i in (1, 2, 3)]
    assert labels[3:] == [("networks 4, 5, 6", 2.5), ("", 0.0), ("", 0.0)]
    assert drawing(Family.MEMBERS, geometry(9), None).points[3].label == "6 networks"


@pytest.mark.parametrize("family", Family)
def test_every_family_can_be_drawn_before_anything_is_known(family: Family) -> None:
    for shape in (geometry(1), geometry(3), geometry(3, parts=[[0, 1], [2]])):
        shown = drawing(family, shape, None)
        assert all(len(line.x) == len(line.y) > 1 for line in shown.lines)


def test_a_preview_shows_edges_and_the_curve_so_far() -> None:
    fields = {
        "epoch": 1,
        "member": None,
        "geometry": geometry(4, parts=[[0, 1, 2, 3]]),
        "trail": [(0.0, 0.0), (1.0, 2.0)],
        "third": None,
        "values": {},
        "vertices": [],
        "examples": 1,
        "skipped": 0,
        "seconds": 1.0,
    }
    shown = drawn(Preview.model_validate(fields)).drawing
    assert shown is not None
    assert strokes(shown) == ["beside"] * 3 + ["edge"] * 3 + ["trail"]
    assert (shown.start, shown.slider) == (None, None)
