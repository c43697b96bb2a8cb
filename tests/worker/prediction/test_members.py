import pytest
import torch

from backend.contracts.predictions import PredictionRequest
from tests.worker.contexts import random_context
from worker.engine.refusal import RequestRefused
from worker.prediction.members import Member, members_of, rows

OWN_LANDSCAPE = "bbbbccccdddd"


def read(method: str, n_vertices: int, **request: object) -> list[Member]:
    context = random_context(method, n_vertices)
    return members_of(
        PredictionRequest.model_validate(request), context, lambda name: name == OWN_LANDSCAPE
    )


def test_a_curve_begins_and_ends_in_its_first_and_last_network() -> None:
    first, last = read("curve_between", 3, points=[{"t": 0}, {"t": 1}])
    assert first.row == [1, 0, 0, 0, 0, 0]
    assert last.row == [0, 0, 1, 0, 0, 0]


def test_a_place_on_a_landscape_is_origin_and_axes() -> None:
    (member,) = read("line", 2, point={"landscape": OWN_LANDSCAPE, "x": 2.5, "y": -1})
    assert member.row == [0, 0, 1, 2.5, -1]


def test_a_curve_is_sampled_at_uniform_positions_in_order() -> None:
    members = read("bezier", 3, sample={"count": 200, "seed": 4})
    positions = [member.t for member in members if member.t is not None]
    assert positions == sorted(positions)
    assert len(positions) == 200
    assert sum(positions) / 200 == pytest.approx(0.5, abs=0.07)
    assert members == read("bezier", 3, sample={"count": 200, "seed": 4})
    assert members != read("bezier", 3, sample={"count": 200, "seed": 5})


def test_a_simplex_is_sampled_with_its_concentration() -> None:
    corners = rows(read("simplex", 3, sample={"count": 256, "concentration": 0.05}))
    middle = rows(read("simplex", 3, sample={"count": 256, "concentration": 20.0}))
    assert torch.allclose(corners.sum(dim=1), torch.ones(256, dtype=torch.float64), atol=1e-6)
    assert corners.amax(dim=1).mean() > 0.9
    assert middle.amax(dim=1).mean() < 0.5


def test_separate_networks_are_enumerated_never_mixed() -> None:
    members = read("deep_ensemble", 4, sample={"count": 32})
    assert rows(members)[:, :4].tolist() == torch.eye(4).tolist()


@pytest.mark.parametrize(
    ("method", "vertices", "request_", "pointer", "words"),
    [
        ("deep_ensemble", 3, {"point": {"t": 0.5}}, "/point/t", "member, landscape"),
        ("deep_ensemble", 3, {"point": {"member": 3}}, "/point/member", "0 to 2; got 3"),
        (
            "deep_ensemble",
            3,
            {"point": {"coefficients": [0.5, 0.5, 0]}},
            "/point/coefficients",
            "member, landscape",
        ),
        ("line", 2, {"points": [{"t": 0}, {"member": 0}]}, "/points/1/member", "t, coefficients"),
        ("simplex", 3, {"point": {"t": 0.5}}, "/point/t", "coefficients, landscape"),
        (
            "simplex",
            3,
            {"point": {"coefficients": [0.5, 0.5]}},
            "/point/coefficients",
            "expected 3 coefficients",
        ),
        ("line", 2, {"sample": {"concentration": 2}}, "/sample/concentration", "got 2"),
        ("single", 1, {"sample": {"concentration": 2}}, "/sample/concentration", "got 2"),
        (
            "line",
            2,
            {"point": {"landscape": "ccccddddeeee", "x": 0, "y": 0}},
            "/point/landscape",
            "no landscape ccccddddeeee",
        ),
    ],
)
def test_a_refusal_names_the_field_and_what_is_accepted(
    method: str, vertices: int, request_: dict[str, object], pointer: str, words: str
) -> None:
    with pytest.raises(RequestRefused, match=words) as refused:
        read(method, vertices, **request_)
    assert refused.value.pointer == pointer
    assert refused.value.sentence == str(refused.value)
