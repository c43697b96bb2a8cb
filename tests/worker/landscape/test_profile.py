import pytest
import torch

from backend.contracts.landscapes import LandscapeRequest, Path, Profile
from backend.contracts.tiling import PROFILE_PARTS, ProfilePart
from tests.worker.contexts import random_context
from worker.landscape.profile import joined, profile, profile_part

REQUEST = LandscapeRequest(resolution=5)


def test_a_curve_starts_and_ends_in_its_end_points() -> None:
    context = random_context("curve_between", 3)
    result = profile(context, REQUEST)
    assert result.trail is not None
    assert result.straight is not None
    assert result.trail.t[0] == 0
    assert result.trail.t[-1] == 1
    assert result.trail.coefficients[0] == [1, 0, 0]
    assert result.trail.coefficients[-1] == [0, 0, 1]
    for end in (0, -1):
        assert result.trail.loss[end] == pytest.approx(result.straight.loss[end], rel=1e-9)
        assert result.trail.accuracy[end] == result.straight.accuracy[end]
    assert (len(result.trail.t), len(result.straight.t)) == (65, 33)


def test_paths_lie_where_their_weights_project() -> None:
    context = random_context("curve_between", 3)
    trail = profile(context, REQUEST).trail
    assert trail is not None
    weights = torch.tensor(trail.coefficients).float() @ context.vertices
    places = context.plane.coordinates(weights)
    assert trail.x == pytest.approx(places[:, 0].tolist(), abs=1e-4)
    assert trail.y == pytest.approx(places[:, 1].tolist(), abs=1e-4)


def test_loss_and_errors_equal_those_of_the_network_alone() -> None:
    context = random_context("line", 2)
    trail = profile(context, REQUEST).trail
    assert trail is not None
    one = context.points(torch.tensor([trail.coefficients[20]]))
    (score,) = context.engine.scores(one, context.examples("test")).means()
    assert trail.loss[20] == pytest.approx(score.loss.value, rel=1e-6)
    assert trail.loss_standard_error[20] == pytest.approx(score.loss.standard_error, rel=1e-5)
    assert trail.accuracy[20] == pytest.approx(score.accuracy.value, abs=1e-3)


def test_calibration_and_entropy_along_the_way_are_those_of_the_map() -> None:
    context = random_context("line", 2)
    trail = profile(context, REQUEST).trail
    assert trail is not None
    one = context.points(torch.tensor([trail.coefficients[20]]))
    scores = context.engine.scores(one, context.examples("test"))
    assert len(trail.ece) == len(trail.entropy) == len(trail.t)
    assert trail.ece[20] == pytest.approx(scores.calibration_errors()[0], rel=1e-4)
    assert trail.entropy[20] == pytest.approx(scores.entropies()[0], rel=1e-5)


def test_a_part_of_an_older_way_leaves_what_it_lacks_unknown() -> None:
    context = random_context("line", 2)
    first, second = (profile_part(context, REQUEST, part)[0] for part in PROFILE_PARTS[:2])
    assert first.trail is not None
    old = Path.model_validate(first.trail.model_dump(exclude={"ece", "entropy"}))
    grown = joined(Profile(trail=old, straight=first.straight), second).trail
    assert grown is not None
    assert (grown.ece, len(grown.loss)) == ([], len(grown.t))
    whole = joined(first, second).trail
    assert whole is not None
    assert len(whole.ece) == len(whole.t)


@pytest.mark.parametrize(
    ("method", "vertices", "trail", "straight"),
    [("single", 1, False, False), ("deep_ensemble", 3, False, True), ("simplex", 3, False, True)],
)
def test_only_curves_have_a_trail(method: str, vertices: int, trail: bool, straight: bool) -> None:
    result = profile(random_context(method, vertices), REQUEST)
    assert (result.trail is not None, result.straight is not None) == (trail, straight)


def test_the_trail_of_a_complex_leads_over_a_shared_vertex_and_lies_in_the_plane() -> None:
    context = random_context("spro", 4, parts=((0, 2, 3), (1, 2, 3)))
    trail = profile(context, REQUEST).trail
    assert trail is not None
    corners = [trail.coefficients[i] for i in (0, 32, 64)]
    assert corners == [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]]
    assert float(context.plane.distances(context.vertices[:3]).max()) < 1e-4
    assert profile(random_context("two_lines", 4, parts=((0, 1), (2, 3))), REQUEST).trail is None


def test_the_trail_of_a_chain_passes_every_corner() -> None:
    trail = profile(random_context("chain", 4), REQUEST).trail
    assert trail is not None
    assert sum(max(row) == pytest.approx(1) for row in trail.coefficients) == 4


def test_parts_of_a_slow_profile_are_the_whole_one() -> None:
    context = random_context("curve_between", 3)
    grown, pieces = None, 0
    for part in PROFILE_PARTS:
        rest: ProfilePart | None = part
        while rest is not None:
            piece, rest = profile_part(context, REQUEST, rest, seconds=0.0)
            grown = joined(grown, piece)
            pieces += 1
    assert pieces == 65 + 33
    assert grown == profile(context, REQUEST)
