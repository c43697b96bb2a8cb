"""How uncertain the images of a set are: their shares on a logarithmic axis of nats."""

from math import log

import torch
from torch import Tensor

LEAST = 1e-5
"""Nats; images below it are as good as certain, and stand in the first bin."""
PER_DECADE = 6


def edges(classes: int) -> Tensor:
    """From `LEAST` to ln(classes), the entropy of guessing, evenly spaced in the logarithm."""
    top = torch.tensor(log(classes), dtype=torch.float64)
    count = round(PER_DECADE * float(torch.log10(top / LEAST)))
    return torch.logspace(log(LEAST), log(float(top)), count + 1, base=torch.e, dtype=torch.float64)


def shares(values: Tensor, edges: Tensor) -> Tensor:
    """Part of the values (images,) in each bin (bins,); those outside are in the outermost."""
    index = torch.bucketize(values.double(), edges[1:-1].to(values.device), right=True)
    counts = torch.bincount(index, minlength=len(edges) - 1).double()
    return counts / len(values)
