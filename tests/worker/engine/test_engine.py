from math import log

import pytest
import torch
from torch import Tensor, nn
from torch.func import functional_call

from worker.engine.engine import Engine, Examples, Points
from worker.engine.first_layer import first_linear
from worker.engine.skeleton import Skeleton
from worker.subspaces.layout import Layout

CPU = torch.device("cpu")
CLASSES = 4


def mlp() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(36, 8), nn.ReLU(), nn.Linear(8, CLASSES))


def cnn() -> nn.Module:
    return nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(48, CLASSES))


class Tied(nn.Module):
    """The first layer is used twice, so its outputs cannot be shared."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(36, 36)
        self.last = nn.Linear(36, CLASSES)

    def forward(self, images: Tensor) -> Tensor:
        hidden: Tensor = self.layer(images.flatten(1)).relu()
        outputs: Tensor = self.last(self.layer(hidden))
        return outputs


class Scaled(nn.Module):
    """The first layer's inputs depend on a weight."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.layer = nn.Linear(36, CLASSES)

    def forward(self, images: Tensor) -> Tensor:
        outputs: Tensor = self.layer(images.flatten(1) * self.scale)
        return outputs


def examples(count: int = 2_300) -> Examples:
    generator = torch.Generator().manual_seed(0)
    images = torch.randn(count, 1, 6, 6, generator=generator)
    return Examples(images, torch.randint(CLASSES, (count,), generator=generator))


def engine_of(module: nn.Module) -> Engine:
    return Engine(module, CPU, lambda: examples(300).images)


def random_points(module: nn.Module, count: int, vectors: int = 3) -> Points:
    generator = torch.Generator().manual_seed(1)
    n_parameters = Layout.of(module).n_parameters
    coefficients = torch.randn(count, vectors, generator=generator, dtype=torch.float64)
    return Points(list(0.3 * torch.randn(vectors, n_parameters, generator=generator)), coefficients)


def plain_logits(module: nn.Module, points: Points, images: Tensor) -> Tensor:
    """One functional call for each point, all images at once."""
    flats = points.coefficients @ torch.stack(list(points.vectors)).double()
    views = [Layout.of(module).views(flat.float()) for flat in flats]
    return torch.stack([functional_call(module, v, images, strict=True) for v in views]).detach()


@pytest.mark.parametrize("make", [mlp, cnn, Tied, Scaled])
@pytest.mark.parametrize("count", [1, 2, 20])
def test_fast_logits_equal_plain_ones(make: type[nn.Module], count: int) -> None:
    module, data = make(), examples()
    points = random_points(module, count)
    fast = engine_of(module).logits(points, data)
    plain = plain_logits(module, points, data.images)
    assert (fast - plain).abs().max() < 1e-5 * plain.abs().max()


def test_scores_equal_plain_cross_entropy_and_accuracy() -> None:
    module, data = mlp(), examples()
    points = random_points(module, 17)
    scores = engine_of(module).scores(points, data)
    logits = plain_logits(module, points, data.images).double()
    plain = [nn.functional.cross_entropy(row, data.targets).item() for row in logits]
    assert scores.nll.mean(dim=1).tolist() == pytest.approx(plain, rel=1e-5)
    assert (scores.correct == (logits.argmax(-1) == data.targets)).double().mean() > 0.9999


@pytest.mark.parametrize(
    ("make", "shared"), [(mlp, "1"), (cnn, None), (Tied, None), (Scaled, None)]
)
def test_only_a_linear_layer_on_the_images_alone_is_shared(
    make: type[nn.Module], shared: str | None
) -> None:
    module = make()
    with torch.no_grad():
        assert first_linear(Skeleton(module, Layout.of(module)), examples(2).images) == shared


def test_the_callers_module_never_changes() -> None:
    module = mlp()
    before = Layout.of(module).flatten(module)
    engine_of(module).scores(random_points(module, 5), examples(10))
    assert torch.equal(Layout.of(module).flatten(module), before)
    assert all(parameter.requires_grad for parameter in module.parameters())


def test_remembered_terms_belong_to_their_vectors_and_examples() -> None:
    module, data, others = mlp(), examples(), examples(900)
    engine, points = engine_of(module), random_points(module, 6)
    first = engine.scores(points, data).nll
    moved = Points([vector + 0.1 for vector in points.vectors], points.coefficients)
    assert not torch.allclose(engine.scores(moved, data).nll, first)
    assert engine.scores(points, others).nll.shape == (6, 900)
    assert torch.equal(engine.scores(points, data).nll, first)


def test_terms_beyond_the_budget_are_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.engine.route.SHARED_BYTES", 40_000)
    module, data = mlp(), examples()
    points = random_points(module, 20)
    scores = engine_of(module).scores(points, data)
    logits = plain_logits(module, points, data.images)
    expected = torch.stack([nn.functional.cross_entropy(row, data.targets) for row in logits])
    assert scores.nll.mean(dim=1).tolist() == pytest.approx(expected.tolist(), rel=1e-5)


def test_points_are_mixed_in_chunks_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    module, data = mlp(), examples(30)
    points = random_points(module, 9)
    whole = engine_of(module).logits(points, data)
    monkeypatch.setattr("worker.engine.engine.POINT_BYTES", 2 * 4 * len(points.vectors[0]))
    assert torch.equal(engine_of(module).logits(points, data), whole)


def test_zero_weights_lose_what_guessing_loses() -> None:
    module = mlp()
    vectors = [torch.zeros(Layout.of(module).n_parameters)]
    points = Points(vectors, torch.ones(1, 1, dtype=torch.float64))
    (score,) = engine_of(module).scores(points, examples()).means()
    assert score.loss.value == pytest.approx(log(CLASSES), abs=1e-12)
    assert score.loss.standard_error == pytest.approx(0, abs=1e-12)


def test_dropout_is_off() -> None:
    module = nn.Sequential(nn.Flatten(), nn.Linear(36, 50), nn.Dropout(0.5), nn.Linear(50, CLASSES))
    engine, points = engine_of(module), random_points(module, 2)
    assert torch.equal(engine.logits(points, examples(9)), engine.logits(points, examples(9)))


def test_overflow_is_not_finite_and_has_no_accuracy() -> None:
    module = mlp()
    points = random_points(module, 2)
    points.coefficients[1] *= 1e30
    fine, broken = engine_of(module).scores(points, examples(40)).means()
    assert fine.loss.value > 0
    assert not torch.tensor(broken.loss.value).isfinite()
    assert torch.tensor(broken.accuracy.value).isnan()
