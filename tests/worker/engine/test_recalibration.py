"""Batch-norm statistics belong to points: beside plain PyTorch, and counted."""

import copy

import pytest
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import update_bn

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.predictions import PredictionRequest
from tests.worker.contexts import CLASSES, random_context
from tests.worker.prediction.asking import asked
from tests.worker.training.tiny import tiny_data, tiny_recipe, trained
from worker.engine.context import Context, Draw
from worker.engine.engine import Engine, Examples, Points
from worker.jobs.subspaces import context_of
from worker.landscape.grid import evaluate_tile, survey
from worker.landscape.profile import profile
from worker.networks.batch_norm import BATCH, recalibration_images
from worker.subspaces.layout import Layout
from worker.subspaces.scatter import Diagonal

CPU = torch.device("cpu")
REQUEST = LandscapeRequest(resolution=(9, 5))


def mlp() -> nn.Module:
    layers = [nn.Linear(36, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Linear(12, CLASSES)]
    return nn.Sequential(nn.Flatten(), *layers)


def cnn() -> nn.Module:
    layers = [nn.Conv2d(1, 3, 3, bias=False), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(12, CLASSES))


def standardised() -> nn.Module:
    """Statistics of the images themselves stand before the first weights."""
    return nn.Sequential(nn.Flatten(), nn.BatchNorm1d(36, affine=False), nn.Linear(36, CLASSES))


NETWORKS = pytest.mark.parametrize("make", [mlp, cnn, standardised])


class Counted(nn.Module):
    """Counts the batches that are collected and those that are evaluated."""

    collected = evaluated = 0

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.head = nn.BatchNorm2d(1), nn.Linear(36, CLASSES)

    def forward(self, images: Tensor) -> Tensor:
        Counted.collected += self.norm.training
        Counted.evaluated += not self.norm.training
        logits: Tensor = self.head(self.norm(images).flatten(1))
        return logits


@pytest.fixture
def counted() -> Counted:
    Counted.collected = Counted.evaluated = 0
    return Counted()


def images(count: int, seed: int = 0) -> Tensor:
    return torch.randn(count, 1, 6, 6, generator=torch.Generator().manual_seed(seed))


def examples(count: int = 1_500) -> Examples:
    return Examples(images(count, 1), torch.zeros(count, dtype=torch.int64))


def random_points(module: nn.Module, count: int) -> Points:
    generator = torch.Generator().manual_seed(2)
    n_parameters = Layout.of(module).n_parameters
    vectors = list(0.5 * torch.randn(3, n_parameters, generator=generator))
    return Points(vectors, torch.randn(count, 3, generator=generator, dtype=torch.float64))


def plain_logits(module: nn.Module, flat: Tensor, calibration: Tensor, inputs: Tensor) -> Tensor:
    """The network alone, with the statistics that torch's own function finds."""
    plain = copy.deepcopy(module)
    Layout.of(plain).bind(plain, flat.clone())
    update_bn(calibration.tensor_split(-(-len(calibration) // BATCH)), plain)
    with torch.no_grad():
        logits: Tensor = plain.eval()(inputs)
    return logits


def logits_at(context: Context, coefficients: list[float]) -> Tensor:
    points = context.points(torch.tensor([coefficients]))
    return context.engine.logits(points, context.examples("test"))[0]


@NETWORKS
@pytest.mark.parametrize("count", [1, 2, 20])
def test_logits_of_any_point_equal_plain_ones(make, count):
    module, data, calibration = make(), examples(), images(600)
    points = random_points(module, count)
    fast = Engine(module, CPU, lambda: calibration).logits(points, data)
    flats = (points.coefficients @ torch.stack(list(points.vectors)).double()).float()
    plain = torch.stack([plain_logits(module, flat, calibration, data.images) for flat in flats])
    assert (fast - plain).abs().max() < 1e-5 * plain.abs().max()


@NETWORKS
def test_curve_ends_in_its_end_points(make):
    context = random_context("curve_between", 3, make())
    calibration, test = recalibration_images(context.data), context.examples("test").images
    for t, end in ((0.0, 0), (1.0, -1)):
        row = context.geometry.coefficients(torch.tensor(t, dtype=torch.float64))
        expected = plain_logits(context.module, context.vertices[end], calibration, test)
        assert (logits_at(context, row.tolist()) - expected).abs().max() < 1e-5


@NETWORKS
def test_one_coefficient_is_that_network_bit_for_bit(make):
    context = random_context("simplex", 3, make())
    for vertex in range(3):
        alone = random_context("single", 1, context.module)
        alone.vertices[0] = context.vertices[vertex]
        row = [float(i == vertex) for i in range(3)]
        assert torch.equal(logits_at(context, row), logits_at(alone, [1.0]))


@NETWORKS
def test_grid_at_a_vertex_scores_what_plain_pytorch_scores(make):
    context = random_context("curve_between", 3, make())
    surveyed = survey(context, REQUEST)
    places = surveyed.vertices
    geometry = surveyed.model_copy(
        update={"x": [p[0] for p in places], "y": [p[1] for p in places]}
    )
    update = evaluate_tile(context, REQUEST, geometry, [(i, i) for i in range(3)])
    test, calibration = context.examples("test"), recalibration_images(context.data)
    for vertex in range(3):
        flat = context.vertices[vertex]
        logits = plain_logits(context.module, flat, calibration, test.images)
        loss = nn.functional.cross_entropy(logits, test.targets).item()
        accuracy = (logits.argmax(1) == test.targets).float().mean().item()
        assert update.values["loss"][vertex] == pytest.approx(loss, rel=1e-4)
        assert update.values["accuracy"][vertex] == pytest.approx(accuracy, abs=1.5 / len(test))


def test_profile_runs_through_points_with_statistics_of_their_own():
    result = profile(random_context("curve_between", 3, cnn()), REQUEST)
    assert result.trail is not None
    assert result.straight is not None
    assert result.trail.loss[0] == pytest.approx(result.straight.loss[0], rel=1e-9)


def test_statistics_are_estimated_once_for_every_point(counted):
    asked = []

    def calibration() -> Tensor:
        asked.append(1)
        return images(BATCH + 50)

    engine, points = Engine(counted, CPU, calibration), random_points(counted, 5)
    first = engine.logits(points, examples())
    assert (Counted.collected, len(asked)) == (5 * 2, 1)
    assert torch.equal(engine.logits(points, examples()), first)
    engine.scores(points, examples())
    fewer = Points([vector[:] for vector in points.vectors], points.coefficients[2:])
    engine.scores(fewer, examples(10))
    assert (Counted.collected, len(asked)) == (5 * 2, 1)
    moved = Points([vector + 0.1 for vector in points.vectors], points.coefficients)
    engine.scores(moved, examples(10))
    assert Counted.collected == 2 * 5 * 2


def test_equal_points_of_one_request_are_estimated_once(counted):
    points = random_points(counted, 1)
    twice = Points(points.vectors, points.coefficients.repeat(2, 1))
    logits = Engine(counted, CPU, lambda: images(9)).logits(twice, examples(5))
    assert Counted.collected == 1
    assert torch.equal(logits[0], logits[1])


def test_statistics_do_not_depend_on_the_tiles_of_examples(counted, monkeypatch):
    monkeypatch.setattr("worker.engine.engine.tile_size", lambda *_: 40)
    points = random_points(counted, 2)
    Engine(counted, CPU, lambda: images(9)).scores(points, examples(200))
    assert (Counted.collected, Counted.evaluated >= 2 * 5) == (2, True)


def test_memory_is_bounded_and_the_oldest_go_first(counted, monkeypatch):
    monkeypatch.setattr("worker.engine.recalibration.STATISTICS_BYTES", 3 * 8)
    engine, points = Engine(counted, CPU, lambda: images(9)), random_points(counted, 5)

    def ask(*rows: int) -> int:
        before = Counted.collected
        engine.scores(Points(points.vectors, points.coefficients[list(rows)]), examples(5))
        return Counted.collected - before

    assert ask(0, 1, 2, 3, 4) == 5
    assert ask(2, 3, 4) == 0
    assert ask(0) == 1
    assert ask(3, 4) == 0
    assert ask(2) == 1


def test_statistics_keep_no_vector_alive_and_never_meet_another(counted):
    engine, coefficients = Engine(counted, CPU, lambda: images(40)), torch.ones(1, 1).double()
    n_parameters, data = Layout.of(counted).n_parameters, examples(50)
    for seed in range(20):  # the memory of one is given to the next
        flat = torch.randn(n_parameters, generator=torch.Generator().manual_seed(seed))
        expected = plain_logits(counted, flat, images(40), data.images)
        torch.testing.assert_close(engine.logits(Points([flat], coefficients), data)[0], expected)


def test_displaced_networks_are_recognised_by_their_draws(counted):
    deviations = torch.full((1, Layout.of(counted).n_parameters), 0.1)
    context = random_context("single", 1, counted, scatter=Diagonal(deviations))
    coefficients, test = torch.ones(3, 1, dtype=torch.float64), context.examples("test")

    def ask(*seeds: int) -> Tensor:
        points = context.scattered(coefficients[: len(seeds)], [Draw(seed, 0) for seed in seeds])
        return context.engine.logits(points, test)

    first = ask(1, 2, 3)
    assert Counted.collected == 3
    assert torch.equal(ask(3, 1)[0], first[2])
    assert Counted.collected == 3
    ask(4)
    assert Counted.collected == 4


def test_whoever_waits_is_called_before_every_pass(counted):
    engine, calls = Engine(counted, CPU, lambda: images(BATCH + 50)), []
    engine.pulse = lambda: calls.append(1)
    engine.scores(random_points(counted, 3), examples(5))
    assert len(calls) == 3 * 2 + 3


def test_overflow_at_one_point_leaves_the_others_alone():
    module = cnn()
    points, engine = random_points(module, 2), Engine(module, CPU, lambda: images(40))
    alone = engine.logits(Points(points.vectors, points.coefficients[:1]), examples(50))
    points.coefficients[1] *= 1e38
    fine, broken = engine.logits(points, examples(50))
    assert torch.equal(fine, alone[0])
    assert not broken.isfinite().any()


def test_training_images_are_those_that_were_trained_on():
    context = random_context("single", 1, cnn())
    assert torch.equal(context.recalibration_images(), recalibration_images(context.data))
    assert context.recalibration_images() is random_context("line", 2).recalibration_images()


@pytest.mark.parametrize(
    ("network", "options"),
    [
        ("mlp", {"width": 8, "depth": 1, "norm": "batch"}),
        ("cnn", {"width": 4, "norm": "batch"}),
        ("resnet20", {"width": 4, "norm": "batch"}),
    ],
)
def test_trained_networks_of_the_catalog_are_looked_at(network, options):
    recipe = tiny_recipe("line", network=network, network_options=options, epochs=1)
    trainer, _ = trained(recipe)
    context = context_of("aaaabbbbcccc", recipe, trainer.subspace(), tiny_data(), CPU)
    update = evaluate_tile(context, REQUEST, survey(context, REQUEST), [(0, 0), (2, 4)])
    assert all(loss is not None and loss > 0 for loss in update.values["loss"])
    request = PredictionRequest.model_validate({"examples": [0, 3], "points": [{"t": 1}]})
    prediction = asked(request, context)
    images = context.examples("test").images
    expected = plain_logits(
        context.module, context.vertices[1], recalibration_images(context.data), images
    )
    own = torch.tensor(prediction.probabilities[0])
    assert (own - expected[[0, 3]].softmax(dim=1)).abs().max() < 1e-5
    assert prediction.split_loss == pytest.approx(
        nn.functional.cross_entropy(expected, context.data.test.targets).item(), rel=1e-4
    )
