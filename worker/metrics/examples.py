"""What networks say about every image, in one pass over their logits."""

from typing import NamedTuple

from torch import Tensor


class ExampleScores(NamedTuple):
    """Each (..., examples), float64 but for the labels; nats."""

    nll: Tensor
    """Not finite where a network's numbers overflow, as the two below."""
    labels: Tensor
    """Int32, the leading class."""
    confidence: Tensor
    """Its probability."""
    entropy: Tensor
    """-sum p log p of the network's probabilities."""


def example_scores(logits: Tensor, targets: Tensor) -> ExampleScores:
    """The same as from `log_probabilities`, with one exponential instead of three.

    With s = logits - max and z = sum e^s, log p is s - log z, the entropy log z - sum(e^s s) / z.

    Args:
        logits: (..., examples, classes) float32.
        targets: (examples,) int64.
    """
    top, labels = logits.max(dim=-1, keepdim=True)
    shifted = logits.double().sub_(top)
    index = targets.unsqueeze(-1).expand(*logits.shape[:-1], 1)
    own = shifted.gather(-1, index).squeeze(-1)
    powers = shifted.exp()
    total = powers.sum(dim=-1)
    log_total = total.log()
    entropy = log_total - powers.mul_(shifted).sum(dim=-1) / total
    return ExampleScores(log_total - own, labels.squeeze(-1).int(), total.reciprocal(), entropy)
