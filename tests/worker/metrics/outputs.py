"""Random outputs of classifiers that are right more often than not."""

import torch
from torch import Tensor


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def members(count: int, examples: int, classes: int, seed: int = 0) -> tuple[Tensor, Tensor]:
    """Log-probabilities (members, examples, classes), float64, and targets (examples,)."""
    source = generator(seed)
    targets = torch.randint(classes, (examples,), generator=source)
    common = torch.randn(examples, classes, generator=source, dtype=torch.float64)
    common += 2 * torch.nn.functional.one_hot(targets, classes)
    own = torch.randn(count, examples, classes, generator=source, dtype=torch.float64)
    return (1.5 * common + 0.7 * own).log_softmax(dim=-1), targets


def predictive(examples: int, classes: int, seed: int = 0) -> tuple[Tensor, Tensor]:
    """Log-probabilities (examples, classes), float64, and targets (examples,)."""
    (outputs,), targets = members(1, examples, classes, seed)
    return outputs, targets
