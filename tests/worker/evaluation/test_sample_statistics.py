from dataclasses import replace

import pytest
import torch

from backend.contracts.predictions import Sample
from tests.worker.contexts import random_context
from tests.worker.training.tiny import tiny_data, tiny_recipe, trained
from worker.engine.context import Context
from worker.evaluation.sample_statistics import learn_sample_statistics, sample_statistics
from worker.jobs.subspaces import context_of
from worker.prediction.members import points_of, sampled

CPU = torch.device("cpu")
NORMED = {"network_options": {"norm": "batch", "width": 8, "depth": 1}}


@pytest.fixture(scope="module")
def context() -> Context:
    recipe = tiny_recipe("line", **NORMED)
    return context_of("0" * 12, recipe, trained(recipe)[0].subspace(), tiny_data(), CPU)


def logits(context: Context) -> torch.Tensor:
    points = points_of(sampled(Sample(), context), context)
    return context.engine.logits(points, context.examples("test"))


def test_what_was_estimated_spares_another_engine_the_work(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample_statistics(context) == {}
    expected = logits(context)
    published = sample_statistics(context)
    assert published["default_sample"].shape[0] == Sample().count

    other = replace(context)
    learn_sample_statistics(other, published)
    monkeypatch.delattr("worker.engine.recalibration.collecting")
    assert torch.allclose(logits(other), expected, atol=1e-5)


def test_a_network_without_batch_norm_has_none() -> None:
    plain = random_context("line", 2)
    logits(plain)
    assert sample_statistics(plain) == {}
    learn_sample_statistics(plain, {})


def test_networks_evaluated_alone_are_published_with_their_places(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = replace(context)
    middle = torch.tensor([[0.5, 0.5], [1.0, 0.0], [0.0, 1.0]], dtype=torch.float64)
    points, images = fresh.points(middle), fresh.examples("test")
    expected = fresh.engine.logits(points, images)
    published = sample_statistics(fresh)
    assert torch.equal(published["alone_coefficients"], middle)

    other = replace(context)
    learn_sample_statistics(other, published)
    monkeypatch.delattr("worker.engine.recalibration.collecting")
    assert torch.allclose(other.engine.logits(other.points(middle), images), expected, atol=1e-5)
