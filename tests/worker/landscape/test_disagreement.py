import numpy as np
import pytest
import torch

from worker.landscape.disagreement import disagreement
from worker.metrics import diversity


def test_a_network_agrees_with_itself_and_counts_what_others_label_otherwise() -> None:
    labels = np.array([[3, 1, 2, 0], [3, 1, 0, 1], [0, 0, 0, 1]], np.uint8)
    assert disagreement(labels, labels[0]).tolist() == [0.0, 0.5, 1.0]


def test_of_two_networks_it_is_the_pairwise_disagreement() -> None:
    chance = torch.Generator().manual_seed(0)
    outputs = torch.randn(2, 500, 5, generator=chance).double().log_softmax(dim=-1)
    labels = outputs.argmax(dim=-1).numpy().astype(np.uint8)
    (ours,) = disagreement(labels[1:], labels[0])
    assert ours == pytest.approx(diversity.disagreement(outputs).value)
