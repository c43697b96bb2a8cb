"""Factors of the learning rate and what a training is cut into."""

import pytest

from backend.contracts.recipes import Training
from worker.training.extent import Extent
from worker.training.schedule import curve_schedule, plain_schedule, with_rise


def test_cosine_falls_from_one_to_zero():
    factor = plain_schedule(Training(), epochs=10)
    assert [factor(part) for part in (0, 0.5, 1)] == pytest.approx([1, 0.5, 0])


def test_warmup_rises_linearly_before_the_schedule():
    factor = plain_schedule(Training(warmup_epochs=2), epochs=10)
    assert [factor(part) for part in (0, 0.1, 0.2, 0.6, 1)] == pytest.approx([0, 0.5, 1, 0.5, 0])


def test_constant_schedule_stays():
    factor = plain_schedule(Training(schedule="constant"), epochs=10)
    assert [factor(part) for part in (0, 0.3, 1)] == [1, 1, 1]


def test_warmup_longer_than_the_training_never_ends():
    assert plain_schedule(Training(warmup_epochs=50), epochs=10)(0.5) == 0.5


def test_rise_multiplies_the_schedule():
    risen = with_rise(lambda part: 2 * (1 - part), rise=0.5)
    assert [risen(part) for part in (0, 0.25, 0.5, 1)] == [0, 0.75, 1, 0]


def test_curve_schedule_is_garipovs():
    parts = [0, 0.5, 0.7, 0.9, 1]
    assert [curve_schedule(part) for part in parts] == pytest.approx([1, 1, 0.505, 0.01, 0.01])


def test_steps_cover_every_example_once():
    extent = Extent.of(epochs=2.5, examples_per_epoch=100, batch_size=32)
    assert (extent.examples, extent.epochs, extent.steps) == (250, 3, 4 + 4 + 2)
    assert [extent.sizes(epoch) for epoch in range(3)] == [
        [32, 32, 32, 4],
        [32, 32, 32, 4],
        [32, 18],
    ]


def test_smallest_budget_is_one_example():
    assert Extent.of(epochs=0.001, examples_per_epoch=100, batch_size=32).steps == 1
