"""A brought network that guesses is remarked on; nobody else is."""

from typing import Any

import pytest

from backend.contracts.recipes import Recipe
from backend.contracts.remarks import remark_on
from backend.contracts.runs import RunFigures

BROUGHT = {"method": "imported", "options": {"sha256": "0" * 64}}


def remark(accuracy: float | None, **fields: Any) -> str | None:
    plain = {"dataset": "mnist", "network": "mlp"}
    figures = RunFigures(
        accuracy=accuracy, accuracy_standard_error=0.01, nll=1.0, nll_standard_error=0.01
    )
    return remark_on(Recipe.model_validate(plain | fields), figures)


@pytest.mark.parametrize("accuracy", [0.07, 0.48, 0.63])
def test_a_brought_network_far_off_is_asked_about(accuracy: float) -> None:
    said = remark(accuracy, **BROUGHT)
    assert said is not None
    assert said.startswith(
        f"Right on {accuracy * 100:.0f} % of the test images; guessing is on 10 %."
    )
    for words in ("range of pixels", "normalisation", "mean and std", "classes in another order"):
        assert words in said


def test_others_are_not() -> None:
    assert remark(0.83, **BROUGHT) is None
    assert remark(None, **BROUGHT) is None
    assert remark(0.07, method="single") is None
    assert remark_on(Recipe(dataset="mnist", network="mlp", method="single"), None) is None
