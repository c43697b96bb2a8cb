"""Costs in closed form, and measured ones from the interactive worker."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
import redis

from backend.contracts.catalog import METHODS
from backend.contracts.recipes import Recipe
from backend.contracts.settings import Settings
from backend.queue import Queue
from backend.services.errors import Invalid
from backend.services.estimates import Estimates, own_trainings
from backend.store import calibrations
from backend.store.artifacts import Artifacts
from backend.store.calibrations import Calibration
from backend.store.database import Database
from tests.backend.trainings import completed, joining, recipe

QUEUE = "interactive"
NOWHERE = "unix:///nowhere/redis.sock"
ID = "0123456789ab"
PLAIN = 3 * 60_000


@pytest.fixture
def estimates(
    database: Database, settings: Settings, redis_client: redis.Redis
) -> Iterator[Estimates]:
    redis_client.flushall()
    queue = Queue(settings)
    yield Estimates(database, queue)
    queue.disconnect()


def of(estimates: Estimates, *args: Any, **fields: Any) -> Any:
    return estimates.of(Recipe.model_validate(recipe(*args, **fields)))


@pytest.mark.parametrize(
    ("method", "options", "trainings"),
    [
        ("single", {}, 1),
        ("deep_ensemble", {"members": 8}, 8),
        ("line", {}, 1),
        ("bezier", {"budget": 1.5, "control_points": 5}, 1.5),
        ("simplex", {"budget": 0.25, "vertices": 5}, 0.25),
        ("spro", {"modes": 3, "budget": 0.5}, 3.5),
        ("espro", {"modes": 2, "budget": 0.25}, 2.25),
        ("two_lines", {"budget": 0.5}, 1),
        ("multi_swag", {"modes": 3, "budget": 2}, 6),
        ("mc_dropout", {}, 1),
    ],
)
def test_cost_follows_from_the_recipe(
    estimates: Estimates, method: str, options: dict[str, Any], trainings: float
) -> None:
    estimate = of(estimates, method, options=options)
    assert estimate.equivalent_trainings == trainings
    assert estimate.gradient_evaluations == trainings * PLAIN


def test_curve_between_counts_the_networks_it_joins(estimates: Estimates) -> None:
    estimate = estimates.of(Recipe.model_validate(joining((ID, 0), (ID, 1))))
    assert estimate.equivalent_trainings == 3
    assert estimate.gradient_evaluations == 3 * PLAIN


@pytest.mark.parametrize("method", ["line", "spro", "snapshot", "swag"])
def test_starting_from_a_network_counts_it_and_its_budget(
    estimates: Estimates, method: str
) -> None:
    options = {"start_from": {"run": ID}, "budget": 0.25}
    estimate = of(estimates, method, options=options)
    assert estimate.equivalent_trainings == 1.25
    assert estimate.gradient_evaluations == 1.25 * PLAIN


def test_an_imported_network_counts_as_one_training(estimates: Estimates) -> None:
    estimate = of(estimates, "imported", options={"sha256": "0" * 64})
    assert (estimate.equivalent_trainings, estimate.gradient_evaluations) == (1, PLAIN)


def test_every_method_has_a_cost_and_a_count() -> None:
    ends = {"end_points": [{"run": ID}, {"run": ID, "member": 1}]}
    needed = {"curve_between": ends, "imported": {"sha256": "0" * 64}}
    for method in METHODS:
        made = Recipe.model_validate(recipe(method, options=needed.get(method, {})))
        assert made.vertex_count >= 1
        assert own_trainings(made) > 0 or method == "imported"


def test_fewer_images_cost_less(estimates: Estimates) -> None:
    estimate = of(estimates, "single", epochs=2, dataset_options={"training_examples": 1000})
    assert estimate.gradient_evaluations == 2000
    assert estimate.equivalent_trainings == 1


def test_unmeasured_network_is_measured_once(
    estimates: Estimates, redis_client: redis.Redis
) -> None:
    for seed in range(3):
        estimate = of(estimates, "single", seed=seed)
        assert estimate.seconds is estimate.flops is estimate.bytes is None
        assert "being measured" in str(estimate.reason)
    (message,) = redis_client.lrange(QUEUE, 0, -1)
    (_, keywords, _) = json.loads(base64.b64decode(json.loads(message)["body"]))
    assert Recipe.model_validate(keywords["recipe"]).network == "mlp"
    of(estimates, "single", network="cnn")
    assert redis_client.llen(QUEUE) == 2


def test_a_network_that_cannot_be_measured_has_a_reason(
    estimates: Estimates, redis_client: redis.Redis
) -> None:
    of(estimates, "single")
    redis_client.set(redis_client.keys("paysage:calibrating:*")[0], "Stripes has the label 192")
    reason = of(estimates, "single").reason
    assert reason == "mlp cannot be measured on mnist: Stripes has the label 192"


def test_measured_network_has_a_time(estimates: Estimates, database: Database) -> None:
    fields: dict[str, Any] = {"network_options": {"width": 8}, "options": {"members": 4}}
    made = Recipe.model_validate(recipe("deep_ensemble", **fields))
    measured = Calibration(
        device="cpu", parameters=1000, seconds_per_example=1e-5, flops_per_example=6000.0
    )
    with database.write() as session:
        calibrations.put(session, made, measured)
    estimate = estimates.of(made)
    assert estimate.seconds == pytest.approx(4 * PLAIN * 1e-5)
    assert estimate.flops == 4 * PLAIN * 6000.0
    assert estimate.bytes == 4 * 1000 * 4
    assert estimate.reason is None


def test_time_is_that_of_the_run_itself_and_work_that_of_all(
    estimates: Estimates, database: Database
) -> None:
    made = Recipe.model_validate(joining((ID, 0), (ID, 1)))
    measured = Calibration(
        device="cpu", parameters=1000, seconds_per_example=1e-5, flops_per_example=6000.0
    )
    with database.write() as session:
        calibrations.put(session, made, measured)
    estimate = estimates.of(made)
    assert estimate.seconds == pytest.approx(PLAIN * 1e-5)
    assert estimate.flops == 3 * PLAIN * 6000.0


def test_estimate_without_redis_says_so(database: Database, settings: Settings) -> None:
    away = Settings(state_dir=settings.state_dir, redis_url=NOWHERE)
    queue = Queue(away)
    estimate = of(Estimates(database, queue), "single", network_options={"width": 9})
    assert estimate.gradient_evaluations == PLAIN
    assert "does not answer" in str(estimate.reason)
    queue.disconnect()


def test_the_estimate_names_the_retrainings_to_compare_with(
    estimates: Estimates, database: Database, artifacts: Artifacts
) -> None:
    asked = {"method": "simplex", "epochs": 17}
    assert of(estimates, **asked).reference is None
    ensemble = completed(database, artifacts, method="deep_ensemble", epochs=17)
    assert of(estimates, **asked).reference == ensemble.id


def test_what_would_fail_is_refused_at_its_field(estimates: Estimates) -> None:
    options = {"norm": "batch"}
    with pytest.raises(Invalid) as refused:
        of(estimates, network_options=options, dataset_options={"training_examples": 129})
    assert [error.pointer for error in refused.value.errors] == ["/training/batch_size"]
