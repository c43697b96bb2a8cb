"""What only a GPU can show; without one these say so and are skipped."""

from pathlib import Path

import pytest
import torch

from benchmarks.cuda import GRID, NOT_VERIFIED, RECIPE, application, measure
from tests.worker.training.tiny import end_points, tiny_data, tiny_recipe
from worker.training import Trainer

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason=NOT_VERIFIED)
CUDA = torch.device("cuda")


@pytest.mark.parametrize("method", ["single", "deep_ensemble", "line", "simplex", "curve_between"])
def test_no_step_waits_for_the_device(method: str) -> None:
    recipe = tiny_recipe(method)
    points = [point.to(CUDA) for point in end_points(recipe)]
    steps = Trainer(recipe, tiny_data().to(CUDA), CUDA, end_points=points).steps()
    next(steps)  # the first one fills caches
    torch.cuda.set_sync_debug_mode("error")
    try:
        for _ in range(3):
            next(steps)
    finally:
        torch.cuda.set_sync_debug_mode("default")


@pytest.mark.parametrize("method", ["line", "deep_ensemble"])
def test_a_gpu_trains_the_same_networks(method: str) -> None:
    recipe = tiny_recipe(method)
    there = Trainer(recipe, tiny_data().to(CUDA), CUDA)
    here = Trainer(recipe, tiny_data(), torch.device("cpu"))
    for trainer in (there, here):
        list(trainer)
    vertices, expected = there.subspace().vertices, here.subspace().vertices
    assert float((vertices - expected).norm() / expected.norm()) < 1e-2


@pytest.mark.stack
@pytest.mark.timeout(1800)
def test_a_worker_trains_draws_and_answers(tmp_path: Path) -> None:
    with application("cuda", tmp_path) as client:
        measured = measure(client, RECIPE, GRID)
    print(torch.__version__, measured)  # noqa: T201 - asked for
    assert torch.cuda.get_device_name() in measured.device
