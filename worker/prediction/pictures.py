"""The images that a request asks about, whichever way it names them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import torch
from torch import Tensor

from backend.contracts.predictions import Example, PredictionRequest
from worker.datasets.images import png_data_url
from worker.datasets.influences import influenced
from worker.datasets.uploaded_image import uploaded_image
from worker.engine.context import Context
from worker.engine.engine import Examples
from worker.engine.refusal import RequestRefused
from worker.prediction.selection import selected


@dataclass(frozen=True, eq=False)
class Pictures:
    """As the data set holds them, and as the networks take them; one a row of the answer."""

    numbers: list[int]
    pixels: Tensor
    """(examples, channels, height, width) uint8."""
    targets: Tensor | None
    """(examples,); none where nobody said what the images show."""
    inputs: Tensor
    """The same images, normalised."""
    name: Hashable
    """That tells them from all others of the data."""
    scores: list[float] | None = None
    """By which they were ranked; none where they were not."""

    def __len__(self) -> int:
        return len(self.numbers)

    def examples(self) -> Examples:
        """What the engine scores."""
        if self.targets is not None:
            return Examples(self.inputs, self.targets)
        device = self.inputs.device
        return Examples(self.inputs, torch.zeros(len(self), dtype=torch.int64, device=device))

    def shown(self, with_images: bool) -> list[Example]:
        """As the answer lists them."""
        count = len(self)
        targets = [None] * count if self.targets is None else self.targets.tolist()
        images = [png_data_url(each) if with_images else None for each in self.pixels]
        return [
            Example(index=index, image=image, target=target)
            for index, image, target in zip(self.numbers, images, targets, strict=True)
        ]


def pictures_of(
    request: PredictionRequest, context: Context, load_scores: Callable[[], Mapping[str, Tensor]]
) -> Pictures:
    """Those of the split, or those that came with the request; under an influence one, often.

    Raises:
        RequestRefused: There are no such images, or one cannot be read.
    """
    named = _given(request, context) or _of_split(request, context, load_scores)
    influence = request.influence
    if influence is None:
        return named
    if len(named) != 1:
        raise RequestRefused("/influence", f"an influence acts on one image; got {len(named)}")
    count = len(influence.values)
    kind = influence.kind.value
    pixels = influenced(named.pixels[0], kind, influence.values, influence.seed)
    targets = None if named.targets is None else named.targets.repeat(count)
    inputs, name = context.data.normalize(pixels), (named.name, influence.model_dump_json())
    return Pictures(named.numbers * count, pixels, targets, inputs, name)


def _of_split(
    request: PredictionRequest, context: Context, load_scores: Callable[[], Mapping[str, Tensor]]
) -> Pictures:
    split = context.examples(request.split)
    indices, scores = selected(request, len(split), load_scores)
    raw = context.data.test if request.split == "test" else context.data.train
    targets, inputs = split.targets[indices], split.images[indices]
    name = context.data.sha256, request.split, tuple(indices)
    return Pictures(indices, raw.images[indices], targets, inputs, name, scores)


def _given(request: PredictionRequest, context: Context) -> Pictures | None:
    if not request.given_images:
        return None
    example = context.data.test.images
    channels, height, width = example.shape[1:]
    images = []
    for number, image in enumerate(request.given_images):
        try:
            images.append(
                uploaded_image(image, (channels, height, width), centred=context.data.centred)
            )
        except ValueError as error:
            raise RequestRefused(f"/images/{number}", str(error)) from error
    pixels = torch.stack(images).to(example.device)
    name = context.data.sha256, sha256(pixels.cpu().numpy().tobytes()).hexdigest()
    numbers = list(range(len(images)))
    return Pictures(numbers, pixels, None, context.data.normalize(pixels), name)
