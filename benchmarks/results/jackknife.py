"""The standard error of a mean over draws that share networks."""

from math import nan, sqrt
from statistics import fmean

import torch
from torch import Tensor


def standard_error(scores: Tensor) -> float:
    """Of the mean score, by leaving out one network after the other (Efron 1982, chapter 3).

    A hundred draws from the same networks are no hundred sets of networks: their scatter says how
    well the mean over these networks is known, not what others would give.

    Args:
        scores: Of each network that a draw did not take (draws, networks); nan for those taken.

    Returns:
        nan where there are fewer than two scores without some network.
    """
    count = scores.shape[1]
    without = [mean_without(scores, network) for network in range(count)]
    middle = fmean(without)
    return sqrt((count - 1) / count * sum((value - middle) ** 2 for value in without))


def mean_without(scores: Tensor, network: int) -> float:
    """The mean over draws as if a network had never been trained: neither taken nor scored."""
    kept = scores[~scores[:, network].isnan()]
    others = torch.cat([kept[:, :network], kept[:, network + 1 :]], dim=1)
    return float(others.nanmean(dim=1).mean()) if len(kept) else nan
