import pytest
import torch

from worker.engine.probabilities import log_probabilities
from worker.engine.refusal import NotANumber


def test_networks_whose_outputs_overflow_are_refused_in_words() -> None:
    logits = torch.zeros(3, 5, 10)
    logits[1, 2, 3] = float("inf")
    with pytest.raises(NotANumber, match="Not a number here: the outputs of 1 of 3 networks"):
        log_probabilities(logits)
