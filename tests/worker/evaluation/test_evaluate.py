"""Every set of images of a run, on small random networks and small real files."""

import struct
from dataclasses import replace
from math import log
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from backend.contracts.catalog import CORRUPTIONS
from backend.contracts.families import MIDDLE
from backend.contracts.image_sets import ImageSet, sets_of
from tests.worker.contexts import random_context
from tests.worker.training.tiny import tiny_data
from worker.datasets.errors import DatasetUnavailable
from worker.engine.context import Context
from worker.engine.probabilities import log_probabilities
from worker.evaluation import sets
from worker.evaluation.evaluate import Evaluator
from worker.metrics.ood import auroc, max_probability

NOTMNIST = ImageSet("notmnist", "foreign", "notmnist")
NOISE = ImageSet("noise-3", "corrupted", "noise", 3)
TEST = ImageSet("test", "test", "mnist")


def context_of(method: str, n_vertices: int) -> Context:
    module = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return replace(random_context(method, n_vertices, module), data=tiny_data())


def evaluator(method: str, n_vertices: int, folder: Path, *, independent: bool) -> Evaluator:
    return Evaluator(context_of(method, n_vertices), folder, independent=independent)


def write_idx(file: Path, content: Tensor) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    header = struct.pack(f">HBB{content.ndim}I", 0, 8, content.ndim, *content.shape)
    file.write_bytes(header + content.numpy().tobytes())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of data sets, with 30 black images as notMNIST."""
    raw = tmp_path / "notMNIST" / "raw"
    write_idx(raw / "t10k-images-idx3-ubyte", torch.zeros(30, 28, 28, dtype=torch.uint8))
    write_idx(raw / "t10k-labels-idx1-ubyte", torch.zeros(30, dtype=torch.uint8))
    return tmp_path


def test_the_sets_are_test_companions_and_every_strength() -> None:
    names = [images.name for images in sets_of("mnist")]
    assert names[:3] == ["test", "emnist_letters", "notmnist"]
    assert len([name for name in names if name.startswith("blur-")]) == 5
    assert len(names) == len(set(names)) == 5 + 5 * len(CORRUPTIONS)


def test_a_missing_set_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatasetUnavailable, match="KMNIST is not on this machine, so it was left"):
        evaluator("single", 1, tmp_path, independent=False).evaluate(
            ImageSet("kmnist", "foreign", "kmnist")
        )
    assert list(tmp_path.iterdir()) == []


def test_foreign_images_are_told_from_own_ones(folder: Path) -> None:
    result, risks = evaluator("deep_ensemble", 3, folder, independent=True).evaluate(NOTMNIST)
    assert (result.examples, result.own_examples, result.networks) == (30, 40, 3)
    assert result.quality is None
    assert risks == {}
    assert result.detection is not None
    assert result.detection.representative is None
    names = [one.score for one in result.detection.subspace]
    assert names == ["max_probability", "predictive_entropy", "mutual_information"]
    assert [one.score for one in result.detection.vertex] == names[:2]
    assert result.retraining is not None
    assert result.retraining.population == "notmnist"


def test_histograms_count_every_image_once(folder: Path) -> None:
    result, _ = evaluator("bezier", 3, folder, independent=False).evaluate(NOTMNIST)
    assert result.detection is not None
    assert result.detection.representative is not None
    for found in (*result.detection.subspace, *result.detection.representative):
        assert found.histograms is not None
        edges, own, foreign = (
            getattr(found.histograms, name) for name in ("edges", "own", "foreign")
        )
        assert edges[-1] == pytest.approx(log(10))
        assert len(own) == len(foreign) == len(edges) - 1
        assert (sum(own), sum(foreign)) == pytest.approx((1, 1))
    assert all(one.histograms is None for one in result.detection.vertex)


def test_detection_of_a_vertex_is_the_mean_over_the_networks(folder: Path) -> None:
    context = context_of("deep_ensemble", 2)
    result, _ = Evaluator(context, folder, independent=True).evaluate(NOTMNIST)
    black = torch.zeros(1, 1, 28, 28, dtype=torch.uint8)
    areas = []
    for row in torch.eye(2, dtype=torch.float64):
        own, foreign = (
            context.engine.logits(context.points(row[None]), sets._examples(split, context.data))
            for split in (context.data.test, type(context.data.test)(black, torch.zeros(1)))
        )
        ranked = [max_probability(log_probabilities(each)).sort().values for each in (own, foreign)]
        areas.append(auroc(*ranked)[0])
    assert result.detection is not None
    assert result.detection.vertex[0].auroc == pytest.approx(sum(areas) / 2)


def test_spoilt_images_have_rows_of_quality(folder: Path) -> None:
    result, _ = evaluator("bezier", 3, folder, independent=False).evaluate(NOISE)
    assert (result.examples, result.networks, result.retraining) == (40, 8, None)
    assert result.quality is not None
    assert result.quality.subspace.members == 8
    assert result.quality.representative is not None
    assert result.represented_by == MIDDLE
    assert result.quality.vertex.scaled is not None
    assert sum(each.images for each in result.quality.subspace.reliability) == 40
    assert result.quality.vertex.reliability == []
    assert len(result.quality.vertex.recall) == 10
    again, _ = evaluator("bezier", 3, folder, independent=False).evaluate(NOISE)
    assert again == result


def test_the_test_split_foresees_flips_of_every_image(folder: Path) -> None:
    result, risks = evaluator("deep_ensemble", 3, folder, independent=True).evaluate(TEST)
    assert result.retraining is not None
    assert {kind: risk.shape for kind, risk in risks.items()} == {
        "pooled": (40,),
        "moderated": (40,),
    }
    dependent, none = evaluator("deep_ensemble", 3, folder, independent=False).evaluate(TEST)
    assert (dependent.retraining, none) == (None, {})
