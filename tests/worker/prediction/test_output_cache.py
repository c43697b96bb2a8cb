"""What networks said is computed once, and agrees with what the engine says at once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import nn

from backend.contracts.predictions import Sample
from tests.worker.contexts import DATA, random_context
from worker.datasets.data import Data
from worker.engine import recalibration
from worker.engine.context import EARLY_IMAGES, Context
from worker.engine.engine import Engine
from worker.engine.probabilities import log_probabilities
from worker.engine.refusal import RequestRefused
from worker.prediction.members import points_of, sampled
from worker.prediction.output_cache import NamedExamples, Network, OutputCache
from worker.prediction.time_budget import NotYet, TimeBudget

BUDGET = 2**20


def networks(context: Context, count: int) -> list[Network]:
    return [Network(member, context) for member in sampled(Sample(count=count), context)]


def images(context: Context) -> NamedExamples:
    return NamedExamples("test", context.examples("test", 200))


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many networks pass over each tile of images, or are re-estimated on a batch."""
    counts: list[int] = []
    original = Engine._tiles

    def counted(self: Engine, points: Any, *rest: Any, **how: Any) -> Iterator[Any]:
        for tile in original(self, points, *rest, **how):
            counts.append(len(points))
            yield tile

    monkeypatch.setattr(Engine, "_tiles", counted)
    return counts


def test_one_more_network_costs_one_forward_pass(passes: list[int]) -> None:
    context = random_context("curve_between", 3)
    cache, several = OutputCache(BUDGET), networks(context, 6)
    found = cache.of(several[:5], images(context), TimeBudget(60))
    expected = context.engine.logits(
        points_of([network.member for network in several[:5]], context), images(context).examples
    )
    assert torch.allclose(found, log_probabilities(expected), atol=1e-5)
    passes.clear()
    more = cache.of(several, images(context), TimeBudget(60))
    assert passes == [1]
    assert torch.equal(more[:5], found)


def test_the_same_network_twice_is_evaluated_once(passes: list[int]) -> None:
    context = random_context("simplex", 3)
    (one,) = networks(context, 1)
    found = OutputCache(BUDGET).of([one, one], images(context), TimeBudget(60))
    assert passes == [1]
    assert torch.equal(found[0], found[1])


def small_tiles(context: Context) -> Context:
    context.engine._tile = 64
    return context


def test_what_takes_too_long_goes_on_when_asked_again(passes: list[int]) -> None:
    context = small_tiles(random_context("curve_between", 3))
    cache, several = OutputCache(BUDGET), networks(context, 6)
    for done in (256, 512, 768, 800, 928, 1056, 1184):
        with pytest.raises(NotYet, match=f"{done:,} of 1,200 images of 6 networks") as not_yet:
            cache.of(several, images(context), TimeBudget(0))
        assert not_yet.value.progress.done == done
    parts = cache.of(several, images(context), TimeBudget(0))
    assert passes == [4] * 4 + [2] * 4
    whole = OutputCache(BUDGET).of(several, images(context), TimeBudget(60))
    assert torch.allclose(parts, whole, atol=1e-5)


def test_statistics_are_estimated_in_parts_and_no_batch_twice(
    passes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = small_tiles(normed_context())
    batches: list[int] = []
    original = recalibration.Skeleton.aim

    def aimed(self: recalibration.Skeleton, *lent: Any) -> None:
        batches.append(self.module[1].training)
        original(self, *lent)

    monkeypatch.setattr(recalibration.Skeleton, "aim", aimed)
    cache, (one,) = OutputCache(BUDGET), networks(context, 1)
    seen = []
    for _ in range(11):
        with pytest.raises(NotYet) as not_yet:
            cache.of([one], images(context), TimeBudget(0))
        seen.append(not_yet.value.progress.done)
    parts = cache.of([one], images(context), TimeBudget(0))
    assert seen == [256 * batch for batch in range(1, 9)] + [2112, 2176, 2240]
    assert (sum(batches), len(batches)) == (8, 12)
    whole = OutputCache(BUDGET).of(networks(normed_context(), 1), images(context), TimeBudget(60))
    assert torch.allclose(parts, whole, atol=1e-5)


def normed_context() -> Context:
    """Over 2,300 training images: eight batches."""
    module = nn.Sequential(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(48, 4))
    context = random_context("curve_between", 3, module)
    many = Data.of(DATA.test, DATA.test, DATA.mean, DATA.std)
    return replace(context, data=many)


def test_early_outputs_come_from_few_images_and_are_kept_apart() -> None:
    context = normed_context()
    cache, (one,) = OutputCache(BUDGET), networks(context, 1)
    early = replace(one, early=True)
    assert not cache.known([one], images(context))
    first = cache.of([early], images(context), TimeBudget(60))
    assert cache.progress([early], images(context)).total == EARLY_IMAGES + 200
    assert not cache.begun([one], images(context))
    final = cache.of([one], images(context), TimeBudget(60))
    assert cache.known([one], images(context))
    assert not torch.allclose(first, final, atol=1e-4)
    assert torch.allclose(first, final, atol=1)


def test_networks_of_several_runs_and_image_sets_are_told_apart() -> None:
    first, second = random_context("simplex", 3), random_context("simplex", 3)
    object.__setattr__(second, "run", "ddddeeeeffff")
    object.__setattr__(second, "vertices", -second.vertices)
    cache = OutputCache(BUDGET)
    both = [*networks(first, 2), *networks(second, 2)]
    found = cache.of(both, images(first), TimeBudget(60))
    assert not torch.allclose(found[0], found[2])
    fewer = NamedExamples("fewer", first.examples("test", 10))
    assert cache.of(both, fewer, TimeBudget(60)).shape == (4, 10, 4)


def test_an_overflow_is_refused() -> None:
    context = random_context("deep_ensemble", 2)
    context.vertices[1] *= 1e30
    with pytest.raises(RequestRefused, match="overflow"):
        OutputCache(BUDGET).of(networks(context, 2), images(context), TimeBudget(60))
