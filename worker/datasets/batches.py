"""Batches of training images as a network sees them."""

from torch import Tensor

from worker.datasets.data import Data


def training_batch(data: Data, chosen: Tensor, distortions: Tensor | None = None) -> Tensor:
    """Images (n, channels, height, width) float32, standardised.

    Args:
        data: Whose training images.
        chosen: Indices (n,), on the device of the images.
        distortions: (n, 3), what befalls each image where the data are augmented.
    """
    images = data.train.images
    if data.augmentation is None or distortions is None:
        if images.device.type == "cpu":
            from worker.datasets.collate import collate

            return collate(data, chosen)
        return data.normalize(images.index_select(0, chosen))
    # index_select is twice as fast as brackets
    augmented = data.augmentation.apply(images.index_select(0, chosen), distortions)
    return data.normalize(augmented)
