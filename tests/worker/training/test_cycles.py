"""Networks from cycles of the learning rate: where they are taken, and how it moves."""

from itertools import pairwise

import pytest
import torch

from backend.contracts.runs import EpochResult, Progress
from tests.worker.training.tiny import OPTIONS, tiny_recipe, trainer_of
from worker.training import Trainer, clock

PEAK = 0.05
"""Of the tiny recipe."""


@pytest.fixture(autouse=True)
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "REPORT_SECONDS", 0.0)


def followed(method: str, options: dict, **training) -> tuple[Trainer, list[float], list]:
    """The trainer at its end, the rate after each step and the weights then."""
    given = {"batch_size": 16, "learning_rate": PEAK} | training
    recipe = tiny_recipe(method, options=OPTIONS[method] | options, epochs=20, training=given)
    trainer, rates, weights = trainer_of(recipe), [], []
    for report in trainer:
        if isinstance(report, Progress) and report.step > len(rates):
            rates.append(report.learning_rate)
            weights.append(trainer.vertices()[-1].clone())
    return trainer, rates, weights


@pytest.mark.parametrize("cycles", [2, 3, 5])
def test_networks_of_a_fast_ensemble_are_those_at_the_lowest_rates(cycles):
    trainer, rates, weights = followed("fge", {"cycles": cycles})
    plain = round(0.75 * len(rates))
    half = (len(rates) - plain) / (2 * cycles - 1)
    middles = [round(plain + half * (2 * i + 1)) for i in range(cycles)]
    for network, step in zip(trainer.subspace().vertices, middles, strict=True):
        assert torch.equal(network, weights[step - 1])
        assert rates[step - 1] < PEAK / 2 / half  # a step of the way down at most


def test_rate_of_a_fast_ensemble_is_a_triangle_between_the_rates_given():
    _, rates, _ = followed("fge", {"cycles": 2, "learning_rate": 0.04, "lowest_rate": 0.01})
    plain = round(0.75 * len(rates))
    assert min(rates[:plain]) == pytest.approx(0.04)
    assert all(later <= earlier for earlier, later in pairwise(rates[:plain]))
    half = (len(rates) - plain) / 3
    down, up = rates[plain : plain + int(half)], rates[plain + int(half) : plain + int(2 * half)]
    slope = (0.04 - 0.01) / half
    assert [a - b for a, b in pairwise(down)] == pytest.approx([slope] * (len(down) - 1))
    assert [b - a for a, b in pairwise(up)] == pytest.approx([slope] * (len(up) - 1))
    assert rates[-1] == pytest.approx(0.01)


def test_rates_of_a_fast_ensemble_follow_that_of_plain_training():
    _, rates, _ = followed("fge", {"cycles": 2}, learning_rate=0.02)
    assert max(rates[round(0.75 * len(rates)) :]) == pytest.approx(0.01)
    assert rates[-1] == pytest.approx(0.0001)


def test_momentum_is_kept_over_the_cycles():
    recipe = tiny_recipe("fge", options={"cycles": 3})
    trainer = trainer_of(recipe)
    momenta = [
        float(trainer.checkpoint().momenta.norm())
        for report in trainer
        if isinstance(report, Progress) and 0 < report.step < report.total_steps
    ]
    assert min(momenta) > 0


@pytest.mark.parametrize("schedule", ["cosine", "constant"])
@pytest.mark.parametrize("warmup", [0.0, 2.0, 50.0])
def test_every_cycle_of_snapshots_falls_to_nothing(schedule, warmup):
    options = {"cycles": 4, "keep": 4}
    _, rates, _ = followed("snapshot", options, schedule=schedule, warmup_epochs=warmup)
    cycle = len(rates) // 4
    for i in range(4):
        own = rates[i * cycle : (i + 1) * cycle - 1]  # after the last step the next one begins
        assert max(own) > 0.95 * PEAK
        assert own[-1] < 0.02 * PEAK


@pytest.mark.parametrize(
    ("method", "epochs", "counted"),
    [("swag", 2, 2), ("swa", 3, 3), ("fge", 2, 2), ("snapshot", 2, 2), ("multi_swag", 2, 4)],
)
def test_epochs_are_those_asked_for_whatever_they_are_cut_into(method, epochs, counted):
    results = [
        report
        for report in trainer_of(tiny_recipe(method, epochs=epochs))
        if isinstance(report, EpochResult)
    ]
    assert [report.epoch for report in results] == list(range(1, counted + 1))
    assert {report.total_epochs for report in results} == {counted}
