"""Factors of the learning rate and what a training is cut into."""

import pytest

from backend.contracts.recipes import Training
from worker.training.extent import Extent
from worker.training.schedule import (
    curve_schedule,
    cyclical,
    followed,
    plain_schedule,
    with_rise,
)


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


def test_rate_at_the_end_of_an_endless_warmup_is_its_peak():
    assert plain_schedule(Training(warmup_epochs=10), epochs=10)(1.0) == 1


def test_rise_multiplies_the_schedule():
    risen = with_rise(lambda part: 2 * (1 - part), rise=0.5)
    assert [risen(part) for part in (0, 0.25, 0.5, 1)] == [0, 0.75, 1, 0]


@pytest.mark.parametrize("warmup", [0.5, 1.0, 3.0, 6.0])
def test_rate_of_a_joint_training_rises_linearly_whatever_the_warmup(warmup):
    """Over the longer of both rises; what falls meanwhile is the schedule alone."""
    factor = plain_schedule(Training(warmup_epochs=warmup), epochs=10, rise=0.3)
    longer, linear = max(warmup / 10, 0.3), [i * warmup / 100 for i in range(11)]
    assert [factor(part) for part in linear] == pytest.approx([part / longer for part in linear])
    assert [factor(part) for part in (longer, 0.9, 1)] == pytest.approx(
        [plain_schedule(Training(warmup_epochs=warmup), epochs=10)(p) for p in (longer, 0.9, 1)]
    )


def test_joint_training_without_warmup_has_the_plain_schedule_times_its_rise():
    factor, plain = (plain_schedule(Training(), epochs=10, rise=rise) for rise in (0.3, 0.0))
    parts = [i / 10 for i in range(11)]
    assert [factor(part) for part in parts] == [plain(p) * min(p / 0.3, 1) for p in parts]


@pytest.mark.parametrize("schedule", ["cosine", "constant"])
@pytest.mark.parametrize("warmup", [0.0, 1.0, 9.0])
@pytest.mark.parametrize("last", [0.01, 0.2, 0.5, 0.8, 1.0, 3.0])
def test_settling_rate_never_rises_again(schedule, warmup, last):
    training = Training(schedule=schedule, warmup_epochs=warmup)
    factor = plain_schedule(training, epochs=10, last=last)
    after = [factor(warmup / 10 + i * (1 - warmup / 10) / 1000) for i in range(1001)]
    assert after[0] == 1
    assert after == sorted(after, reverse=True)
    assert after[-1] == (1 if schedule == "constant" else min(last, 1))
    assert [factor(i * warmup / 100) for i in range(10 if warmup else 0)] == pytest.approx(
        [i / 10 for i in range(10 if warmup else 0)]
    )


def test_cycles_go_linearly_down_and_up_again():
    factor = cyclical(2.5, lowest=0.2)
    parts = [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1]
    assert [factor(part) for part in parts] == pytest.approx([1, 0.6, 0.2, 0.6, 1, 0.2, 1, 0.2])


def test_one_schedule_follows_another():
    factor = followed(lambda part: part, 0.25, lambda part: 2 + part)
    assert [factor(part) for part in (0, 0.125, 0.25, 1)] == [0, 0.5, 2, 3]


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


def test_stages_end_where_their_sum_is_rounded_to():
    extents = Extent.in_turn([1 / 3] * 6, examples_per_epoch=100, batch_size=32)
    assert [extent.examples for extent in extents] == [33, 34, 33, 33, 34, 33]
