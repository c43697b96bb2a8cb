"""Which part of the images other networks label otherwise than one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.integer[Any]]


def disagreement(labels: Labels, own: Labels) -> NDArray[np.float64]:
    """Pairwise label disagreement of one network with many (points,), a fraction.

    Args:
        labels: Given by every other network (points, images).
        own: Given by this one (images,), of the same kind so that nothing is converted.
    """
    differing = [np.count_nonzero(row != own) for row in labels]
    return np.array(differing, np.float64) / len(own)
