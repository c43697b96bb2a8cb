"""Maps of solutions say where a family lies, and whether it spans retrainings."""

import pytest
import torch
from torch import Tensor

from tests.worker.contexts import random_context
from worker.engine.context import Context
from worker.engine.probabilities import log_probabilities
from worker.evaluation.atlas import atlas
from worker.evaluation.solutions import SolutionMap
from worker.prediction.members import points_of, rows

TARGETS = torch.zeros(60, dtype=torch.int64)


def answers(networks: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(networks, 60, 4, generator=generator, dtype=torch.float64)
    return torch.log_softmax(2 * logits, dim=-1)


FAMILIES = {
    "curve_between": (3, 36, 35),
    "simplex": (3, 36, 84),
    "deep_ensemble": (5, 5, 0),
    "single": (1, 1, 0),
}


@pytest.mark.parametrize("method", FAMILIES)
def test_a_family_is_drawn_as_what_it_is(method: str) -> None:
    vertices, networks, edges = FAMILIES[method]
    context = random_context(method, vertices)
    found = atlas(context, small=True)
    assert (len(found.entries), len(found.edges)) == (networks, edges)
    coefficients = rows([entry.member for entry in found.entries])
    assert torch.allclose(coefficients.sum(dim=1), torch.ones(networks, dtype=torch.float64))
    ends = {entry.vertex for entry in found.entries} - {None}
    assert ends == ({0, 2} if method == "curve_between" else set(range(vertices)))
    assert all(entry.point for entry in found.entries)


def test_simplexes_share_what_they_share() -> None:
    context = random_context("spro", 4, parts=((0, 1, 2), (1, 2, 3)))
    found = atlas(context, small=False)
    points = {tuple(entry.member.row) for entry in found.entries}
    assert len(points) == len(found.entries)
    assert len(atlas(context, small=True).entries) > len(found.entries)


def test_larger_networks_are_drawn_with_fewer_points() -> None:
    assert len(atlas(random_context("bezier", 3), small=False).entries) == 12


def outputs(context: Context) -> Tensor:
    entries = atlas(context, small=False).entries
    points = points_of([entry.member for entry in entries], context)
    return log_probabilities(context.engine.logits(points, context.examples("test", 200)))


def test_a_network_that_is_placed_stands_where_it_was_drawn() -> None:
    context = random_context("bezier", 3)
    family = outputs(context)
    targets = context.examples("test", 200).targets
    drawn = SolutionMap.of(family, family[:0], targets)
    places = drawn.solutions(atlas(context, small=False).entries)
    for place, again in zip(places, drawn.placed(family), strict=True):
        assert (again.x, again.y) == pytest.approx((place.x, place.y), abs=1e-9)
        assert (again.nll, again.accuracy) == (place.nll, place.accuracy)
    assert drawn.reach() is None


def test_retrainings_of_the_family_are_not_counted() -> None:
    family = answers(3)
    others = torch.cat([family[1:2], answers(3, seed=1)])
    reach = SolutionMap.of(family, others, TARGETS).reach()
    assert reach is not None
    assert (reach.retrainings, reach.left_out) == (3, 1)
    assert reach.to_family > 0.1
    assert SolutionMap.of(family, family, TARGETS).reach() is None


def test_the_sentence_says_whether_the_family_reaches_retrainings() -> None:
    retrainings = answers(4, seed=3)
    away = SolutionMap.of(answers(4, seed=9) * 3, retrainings, TARGETS).reach()
    near = torch.log_softmax(retrainings + 0.1 * answers(4, seed=5), dim=-1)
    close = SolutionMap.of(near, retrainings, TARGETS).reach()
    alone = SolutionMap.of(near[:1], retrainings[:1], TARGETS).reach()
    assert away is not None
    assert close is not None
    assert alone is not None
    assert "do not span" in away.sentence
    assert "they span the retrainings" in close.sentence
    assert alone.among_retrainings is None
    assert "takes two of them" in alone.sentence
