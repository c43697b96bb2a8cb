import pytest
from pydantic import ValidationError

from backend.contracts.catalog import catalog
from backend.contracts.landscapes import LandscapeRequest, Path, barrier
from backend.contracts.metrics import METRICS


def test_every_metric_is_computed_unless_some_are_named() -> None:
    assert LandscapeRequest().metrics == list(METRICS) == catalog().metrics
    assert LandscapeRequest(metrics=["entropy"]).metrics == ["entropy"]


def test_requests_that_are_older_than_a_metric_stay_as_they_are() -> None:
    kept = LandscapeRequest().model_dump(mode="json") | {"metrics": ["loss", "accuracy"]}
    assert LandscapeRequest.model_validate(kept).metrics == ["loss", "accuracy"]


def test_disagreement_depends_on_a_place_and_is_no_metric_of_a_grid() -> None:
    with pytest.raises(ValidationError, match="metrics"):
        LandscapeRequest.model_validate({"metrics": ["disagreement"]})


@pytest.mark.parametrize(
    ("t", "losses", "height"),
    [
        ([0, 0.5, 1], [1.0, 5.0, 2.0], 3.5),
        ([0, 0.25, 0.5, 1], [0.0, 2.0, 1.0, 4.0], 1.0),
        ([0, 0.5, 1], [0.1, 0.04, 0.16], 0),
        ([0, 0.5, 1], [0.1, 0.13, 0.2], 0),
        ([0, 1], [1.0, 1.0], 0),
        ([0], [1.0], 0),
        ([0, 0.5, 1], [1.0, None, 2.0], None),
        ([], [], None),
    ],
)
def test_a_barrier_is_the_largest_excess_over_the_straight_line_between_the_ends(
    t: list[float], losses: list[float | None], height: float | None
) -> None:
    assert barrier(t, losses) == (None if height is None else pytest.approx(height))


def test_a_stored_path_is_read_with_the_barrier_that_its_losses_have() -> None:
    dips = {
        "t": [0, 0.5, 1],
        "coefficients": [[1, 0], [0.5, 0.5], [0, 1]],
        "x": [0, 1, 2],
        "y": [0, 0, 0],
        "loss": [0.2, 0.13, 0.08],
        "loss_standard_error": [0, 0, 0],
        "accuracy": [1, 1, 1],
        "accuracy_standard_error": [0, 0, 0],
    }
    stored = Path.model_validate(dips | {"barrier": 0.06})
    assert stored.barrier == 0
    assert Path.model_validate(stored.model_dump(mode="json")) == stored
    assert Path.model_validate(dips | {"loss": [0, 1, 1]}).barrier == 0.5
