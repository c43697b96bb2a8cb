"""What networks said is computed once, and agrees with what the engine says at once."""

import time

import pytest
import torch

from backend.contracts.predictions import Sample
from tests.worker.contexts import random_context
from worker.landscape.context import Context
from worker.landscape.engine import Engine
from worker.prediction.kept import Named, Network, NotYet, Outputs
from worker.prediction.members import points_of, sampled
from worker.prediction.predictive import log_probabilities
from worker.prediction.refusal import RequestRefused

BUDGET = 2**20


def networks(context: Context, count: int) -> list[Network]:
    return [Network(member, context) for member in sampled(Sample(count=count), context)]


def images(context: Context) -> Named:
    return Named("test", context.examples("test", 200))


@pytest.fixture
def forward_passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many networks each call of the engine evaluates."""
    counts: list[int] = []
    original = Engine.logits

    def counted(self: Engine, points: object, examples: object) -> torch.Tensor:
        found = original(self, points, examples)  # type: ignore[arg-type]
        counts.append(len(found))
        return found

    monkeypatch.setattr(Engine, "logits", counted)
    return counts


def test_one_more_network_costs_one_forward_pass(forward_passes: list[int]) -> None:
    context = random_context("curve_between", 3)
    kept, several = Outputs(BUDGET), networks(context, 6)
    found = kept.of(several[:5], images(context), time.time() + 60)
    expected = context.engine.logits(
        points_of([network.member for network in several[:5]], context), images(context).examples
    )
    assert torch.allclose(found, log_probabilities(expected), atol=1e-5)
    forward_passes.clear()
    more = kept.of(several, images(context), time.time() + 60)
    assert forward_passes == [1]
    assert torch.equal(more[:5], found)


def test_the_same_network_twice_is_evaluated_once(forward_passes: list[int]) -> None:
    context = random_context("simplex", 3)
    (one,) = networks(context, 1)
    found = Outputs(BUDGET).of([one, one], images(context), time.time() + 60)
    assert forward_passes == [1]
    assert torch.equal(found[0], found[1])


def test_what_takes_too_long_goes_on_when_asked_again() -> None:
    context = random_context("curve_between", 3)
    kept, several = Outputs(BUDGET), networks(context, 9)
    for done in (4, 8):
        with pytest.raises(NotYet, match=f"{done} of 9 networks"):
            kept.of(several, images(context), until=0)
    assert kept.of(several, images(context), until=0).shape == (9, 200, 4)


def test_networks_of_several_runs_and_image_sets_are_told_apart() -> None:
    first, second = random_context("simplex", 3), random_context("simplex", 3)
    object.__setattr__(second, "run", "ddddeeeeffff")
    object.__setattr__(second, "vertices", -second.vertices)
    kept = Outputs(BUDGET)
    both = [*networks(first, 2), *networks(second, 2)]
    found = kept.of(both, images(first), time.time() + 60)
    assert not torch.allclose(found[0], found[2])
    fewer = Named("fewer", first.examples("test", 10))
    assert kept.of(both, fewer, time.time() + 60).shape == (4, 10, 4)


def test_an_overflow_is_refused() -> None:
    context = random_context("deep_ensemble", 2)
    context.vertices[1] *= 1e30
    with pytest.raises(RequestRefused, match="overflow"):
        Outputs(BUDGET).of(networks(context, 2), images(context), time.time() + 60)
