from math import isnan

import pytest
import torch
from sklearn.metrics import balanced_accuracy_score, recall_score
from torchmetrics.functional.classification import multiclass_accuracy, multiclass_recall

from tests.worker.metrics.outputs import predictive
from worker.metrics.quality import is_correct, mean
from worker.metrics.recall import class_recall


def test_recall_equals_scikit_learn_and_torchmetrics() -> None:
    outputs, targets = predictive(400, 6)
    ours = class_recall(outputs, targets).recall
    named = outputs.argmax(dim=-1)
    theirs = recall_score(targets.numpy(), named.numpy(), average=None)
    assert ours.tolist() == pytest.approx(theirs.tolist())
    also = multiclass_recall(named, targets, num_classes=6, average="none")
    assert ours.tolist() == pytest.approx(also.tolist(), abs=1e-6)


def test_standard_error_is_that_of_the_mean_of_the_class() -> None:
    outputs, targets = predictive(90, 3)
    expected = mean(is_correct(outputs, targets)[targets == 1])
    result = class_recall(outputs, targets)
    assert (result.recall[1], result.standard_error[1]) == pytest.approx(expected)


def test_classes_without_images_have_no_recall() -> None:
    result = class_recall(torch.eye(3).double(), torch.tensor([0, 0, 1]))
    assert result.images.tolist() == [2, 1, 0]
    assert result.recall[:2].tolist() == [0.5, 0.0]
    assert isnan(result.recall[2])
    assert result.standard_error.isnan().tolist() == [False, True, True]


def test_accuracy_counts_images_not_classes() -> None:
    """Lightning-AI/torchmetrics#2320: its accuracy of several classes averages over classes."""
    outputs = torch.tensor([[0.9, 0.1]] * 9 + [[0.8, 0.2]], dtype=torch.float64).log()
    targets = torch.tensor([0] * 9 + [1])
    ours = mean(is_correct(outputs, targets)).value
    theirs = float(multiclass_accuracy(outputs.exp(), targets, num_classes=2))
    assert (ours, theirs) == pytest.approx((0.9, 0.5))
    micro = multiclass_accuracy(outputs.exp(), targets, num_classes=2, average="micro")
    assert ours == pytest.approx(float(micro))
    balanced = balanced_accuracy_score(targets.numpy(), outputs.argmax(dim=-1).numpy())
    assert float(class_recall(outputs, targets).recall.mean()) == balanced == 0.5
