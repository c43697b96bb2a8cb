import pytest
from torch import Tensor

from tests.worker.metrics.outputs import members
from worker.evaluation.against import against, per_image
from worker.evaluation.networks import Outputs

EXAMPLES = 2_000


@pytest.fixture(scope="module")
def networks() -> tuple[Tensor, Tensor]:
    return members(9, EXAMPLES, 5)


def test_two_further_networks_are_worth_two_of_the_reference(
    networks: tuple[Tensor, Tensor],
) -> None:
    outputs, targets = networks
    pair, reference = outputs[:2], outputs[2:]
    own = per_image(Outputs(pair, pair[:0], pair), targets)
    found = against(own, reference, targets, reference="0" * 12)
    assert found.representative is None
    assert found.equivalent is not None
    assert found.equivalent.largest == 7
    low, value, high = found.equivalent.low, found.equivalent.value, found.equivalent.high
    assert low is not None
    assert value is not None
    assert high is not None
    assert low < 2 < high
    assert value == pytest.approx(2, abs=0.7)
    assert found.equivalent.words == f"{value:.1f}"


def test_networks_like_the_references_have_caught_up(networks: tuple[Tensor, Tensor]) -> None:
    outputs, targets = networks
    pair = outputs[:2]
    own = per_image(Outputs(pair, pair[:1], pair), targets)
    found = against(own, outputs[2:], targets, reference="0" * 12)
    assert found.vertices.caught_up
    assert found.representative is not None


def test_a_network_beside_itself_has_no_gap(networks: tuple[Tensor, Tensor]) -> None:
    outputs, targets = networks
    one = outputs[:1]
    own = per_image(Outputs(one, one, one), targets)
    found = against(own, one, targets, reference="0" * 12)
    assert found.equivalent is None
    assert found.vertices.nll == pytest.approx(0, abs=1e-8)
    assert (found.vertices.accuracy, found.vertices.accuracy_standard_uncertainty) == (0, 0)
    assert found.representative == found.vertices
    assert found.mean == found.vertices == found.ensemble


def test_an_average_is_better_than_one_and_as_good_as_itself(
    networks: tuple[Tensor, Tensor],
) -> None:
    outputs, targets = networks
    own = per_image(Outputs(outputs, outputs[:0], outputs), targets)
    found = against(own, outputs, targets, reference="0" * 12)
    assert found.ensemble is not None
    assert found.mean is not None
    assert found.ensemble.nll == pytest.approx(0, abs=1e-8)
    assert found.ensemble.nll_standard_uncertainty < 1e-7
    assert found.mean.nll < -2 * found.mean.nll_standard_uncertainty


def test_a_run_scored_before_its_average_was_kept_has_no_gap_of_it(
    networks: tuple[Tensor, Tensor],
) -> None:
    outputs, targets = networks
    one = outputs[:1]
    own = per_image(Outputs(one, one, one), targets)
    kept = {name: values for name, values in own.items() if not name.startswith("mean_")}
    found = against(kept, outputs, targets, reference="0" * 12)
    assert (found.mean, found.ensemble) == (None, None)
