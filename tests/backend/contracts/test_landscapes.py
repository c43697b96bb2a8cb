import pytest
from pydantic import ValidationError

from backend.contracts.catalog import catalog
from backend.contracts.landscapes import METRICS, LandscapeRequest


def test_every_metric_is_computed_unless_some_are_named() -> None:
    assert LandscapeRequest().metrics == list(METRICS) == catalog().metrics
    assert LandscapeRequest(metrics=["entropy"]).metrics == ["entropy"]


def test_requests_that_are_older_than_a_metric_stay_as_they_are() -> None:
    kept = LandscapeRequest().model_dump(mode="json") | {"metrics": ["loss", "accuracy"]}
    assert LandscapeRequest.model_validate(kept).metrics == ["loss", "accuracy"]


def test_disagreement_depends_on_a_place_and_is_no_metric_of_a_grid() -> None:
    with pytest.raises(ValidationError, match="metrics"):
        LandscapeRequest.model_validate({"metrics": ["disagreement"]})
