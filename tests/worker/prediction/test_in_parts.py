"""A first answer shows the images at once; the same question brings the rest, and is never dear."""

from dataclasses import replace
from typing import Any

import pytest
from torch import nn

from backend.contracts.predictions import Prediction, PredictionRequest
from tests.worker.contexts import DATA, cnn, random_context
from tests.worker.prediction.asking import asked
from worker.datasets.data import Data
from worker.engine.context import EARLY_IMAGES, Context
from worker.prediction import in_parts
from worker.prediction.output_cache import OutputCache
from worker.prediction.time_budget import NotYet, TimeBudget


def normed() -> Context:
    """Over 2,300 training images, in eight batches."""
    module = nn.Sequential(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(48, 4))
    many = Data.of(DATA.test, DATA.test, DATA.mean, DATA.std)
    return replace(random_context("curve_between", 3, module), data=many)


class Visit:
    """Asks the same question again and again, in turns of one part."""

    def __init__(self, context: Context, **request: Any) -> None:
        context.engine._tile = 500
        fields = {"point": {"t": 0.25}, "examples": [3, 1]}
        self.request = PredictionRequest.model_validate(fields | request)
        self.context, self.cache = context, OutputCache(2**24)

    def ask(self, seconds: float = 0) -> Prediction:
        return asked(self.request, self.context, cache=self.cache, budget=TimeBudget(seconds))


def test_images_come_first_and_figures_of_the_split_when_they_are_known() -> None:
    visit = Visit(random_context("curve_between", 3, cnn()), early=True)
    first = visit.ask()
    assert (first.split_loss, first.split_accuracy) == (None, None)
    assert first.progress is not None
    assert (first.progress.done, first.progress.total) == (0, 2_300)
    answers = [visit.ask() for _ in range(5)]
    assert [a.progress and a.progress.done for a in answers] == [500, 1000, 1500, 2000, None]
    last = answers[-1]
    whole = Visit(visit.context).ask(60)
    assert last.split_loss == pytest.approx(whole.split_loss, rel=1e-6)
    assert last.split_accuracy == whole.split_accuracy
    assert all(each.probabilities == whole.probabilities for each in [first, *answers])


def test_statistics_of_few_images_are_said_and_replaced_once() -> None:
    visit = Visit(normed(), early=True)
    with pytest.raises(NotYet):
        visit.ask()  # one part: their statistics
    first = visit.ask()
    assert first.provisional == EARLY_IMAGES
    assert first.progress is not None
    assert (first.progress.done, first.progress.total) == (0, 2048 + 2300)
    answers = [first]
    while answers[-1].progress is not None:
        assert len(answers) < 20
        answers.append(visit.ask())
    provisional = [each for each in answers if each.provisional]
    assert all(each.probabilities == first.probabilities for each in provisional)
    assert all(each.split_loss is None for each in provisional)
    done = [each.progress.done for each in answers if each.progress]
    assert done == sorted(done)
    final = [each for each in answers if not each.provisional]
    whole = Visit(normed()).ask(60)
    assert all(each.probabilities == whole.probabilities for each in final)
    assert first.probabilities != whole.probabilities
    assert final[-1].split_loss == pytest.approx(whole.split_loss, rel=1e-6)


def test_who_wants_the_whole_waits_for_it_and_goes_on_from_there() -> None:
    visit, done = Visit(normed()), []
    for _ in range(8 + 1 + 4):
        with pytest.raises(NotYet) as not_yet:
            visit.ask()
        done.append(not_yet.value.progress.done)
    assert done == [*range(256, 2049, 256), 2048, 2548, 3048, 3548, 4048]
    assert visit.ask().progress is None


def test_several_networks_are_shown_early_too() -> None:
    points = [{"t": t} for t in (0.0, 0.4, 1.0)]
    visit = Visit(normed(), early=True, point=None, points=points)
    first = visit.ask(60)
    assert (first.provisional, len(first.probabilities)) == (EARLY_IMAGES, 3)
    assert visit.ask(60).provisional is None


def test_a_first_answer_does_not_wait_long_for_the_split(monkeypatch: pytest.MonkeyPatch) -> None:
    context = random_context("curve_between", 3, cnn())
    monkeypatch.setattr(in_parts, "FIRST_SECONDS", 60)
    assert Visit(context, early=True).ask(60).progress is None
    monkeypatch.setattr(in_parts, "FIRST_SECONDS", 0)
    visit = Visit(context, early=True)
    done = [answer.progress and answer.progress.done for answer in (visit.ask(60) for _ in "abc")]
    assert done == [0, 500, None]
