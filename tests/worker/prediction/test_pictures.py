"""Images that come with a request, and one image under an influence that grows."""

import base64
import io
from typing import Any

import pytest
import torch
from PIL import Image, ImageDraw

from backend.contracts.influences import INFLUENCES as CATALOG
from backend.contracts.predictions import Prediction, PredictionRequest
from tests.worker.contexts import random_context
from tests.worker.prediction.asking import asked
from worker.datasets.images import png_data_url
from worker.datasets.influences import INFLUENCES, influenced, occlusion, shift
from worker.datasets.uploaded_image import uploaded_image
from worker.engine.refusal import RequestRefused

CONTEXT = random_context("bezier", 3)
IMAGES = CONTEXT.data.test.images


def ask(**request: Any) -> Prediction:
    return asked(
        PredictionRequest.model_validate({"sample": {"count": 4}} | request),
        CONTEXT,
    )


def unpacked(url: str | None) -> torch.Tensor:
    assert url is not None
    return uploaded_image(url, (1, 6, 6), centred=False)


def test_influences_are_those_of_the_catalog() -> None:
    assert set(INFLUENCES) == set(CATALOG)


@pytest.mark.parametrize("kind", list(INFLUENCES))
@pytest.mark.parametrize("channels", [1, 3])
def test_zero_is_the_image_bit_for_bit_and_more_is_another(kind: str, channels: int) -> None:
    image = IMAGES[:channels, 0]
    high = CATALOG[kind].shown[1]
    zero, far, again = influenced(image, kind, [0.0, high, high], seed=5)
    assert torch.equal(zero, image)
    assert not torch.equal(far, image)
    assert torch.equal(far, again)


def test_known_shifts_and_occlusions() -> None:
    pixels, none = torch.rand(1, 1, 6, 6), torch.Generator()
    moved = shift(pixels, 2, none)
    assert torch.allclose(moved[..., 2:], pixels[..., :-2], atol=1e-5)
    assert moved[..., :2].abs().max() < 1e-5
    assert occlusion(pixels, 1, none).abs().max() == 0
    half = occlusion(torch.ones(1, 1, 6, 6), 0.5, none)
    assert half.sum().item() == pytest.approx(36 - 9)


@pytest.mark.parametrize("kind", list(INFLUENCES))
def test_an_influence_answers_as_the_spoilt_images_do(kind: str) -> None:
    low, high = CATALOG[kind].shown
    values = [0.0, high / 2, high, low]
    along = ask(examples=[3], influence={"kind": kind, "values": values})
    spoilt = [png_data_url(each) for each in influenced(IMAGES[3], kind, values, seed=0)]
    direct = ask(images=spoilt)
    assert along.probabilities == direct.probabilities
    assert [each.image for each in along.examples] == spoilt
    assert torch.equal(unpacked(along.examples[0].image), IMAGES[3])
    plain = torch.tensor(ask(examples=[3]).predictive[0])
    assert torch.allclose(torch.tensor(along.predictive[0]), plain, atol=1e-6)
    assert {each.target for each in along.examples} == {int(CONTEXT.data.test.targets[3])}


def test_an_array_is_the_image_it_holds_and_has_no_target() -> None:
    array = (IMAGES[0].double() / 255).tolist()
    given = ask(images=[array])
    assert torch.equal(unpacked(given.examples[0].image), IMAGES[0])
    assert (given.accuracy, given.nll, given.examples[0].target) == (None, None, None)


def drawn(ground: int | tuple[int, ...], ink: int | tuple[int, ...]) -> str:
    picture = Image.new("L" if isinstance(ground, int) else "RGBA", (280, 280), ground)
    ImageDraw.Draw(picture).line([(20, 20), (20, 160)], fill=ink, width=20)
    return url_of(picture)


def url_of(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def fitted(url: str, *, centred: bool = True) -> torch.Tensor:
    return uploaded_image(url, (1, 28, 28), centred=centred)


CLEAR, BLACK, WHITE = (0, 0, 0, 0), (0, 0, 0, 255), (255, 255, 255, 255)


def test_what_is_transparent_is_paper_on_which_the_drawing_is_seen() -> None:
    expected = fitted(drawn(255, 0))
    assert torch.equal(fitted(drawn(CLEAR, BLACK)), expected)
    assert torch.equal(fitted(drawn(CLEAR, WHITE)), expected)
    colour = Image.new("RGBA", (40, 40), CLEAR)
    colour.paste((200, 0, 0, 255), (10, 10, 30, 30))
    seen = uploaded_image(url_of(colour), (3, 32, 32), centred=False)
    assert seen[:, 0, 0].tolist() == [255, 255, 255]
    assert seen[:, 16, 16].tolist() == [200, 0, 0]


def test_what_is_transparent_is_a_drawing_at_every_size() -> None:
    small, large = (Image.new("RGBA", (28 * k, 28 * k), CLEAR) for k in (1, 10))
    small.paste(BLACK, (10, 4, 18, 24))
    large.paste(BLACK, (100, 40, 180, 240))
    for picture in (small, large):
        seen = fitted(url_of(picture))[0]
        assert seen[0].tolist() == [0] * 28
        assert int(seen[14, 14]) == 255


@pytest.mark.parametrize("ground", [0, 255, CLEAR])
def test_an_empty_drawing_is_refused(ground: Any) -> None:
    with pytest.raises(ValueError, match="expected something drawn on it"):
        fitted(url_of(Image.new("L" if isinstance(ground, int) else "RGBA", (280, 280), ground)))


def test_photographs_are_not_taken_for_drawings() -> None:
    seen = fitted(drawn(255, 0), centred=False)
    assert int(seen[0, 14, 2]) < 128 < int(seen[0, 14, 14])
    assert int(seen[0, 27, 27]) == 255


def test_a_drawing_is_scaled_and_centred_as_mnist_is_on_either_ground() -> None:
    light, dark = fitted(drawn(0, 255)), fitted(drawn(255, 0))
    assert torch.equal(light, dark)
    rows = light[0].double().sum(dim=1).nonzero().flatten()
    assert (int(rows.min()), int(rows.max())) == (4, 23)
    columns = light[0].double().sum(dim=0)
    assert float(columns @ (torch.arange(28).double() + 0.5) / columns.sum()) == pytest.approx(
        14, abs=0.75
    )


@pytest.mark.parametrize(
    "image", ["data:image/png;base64,AAAA", "data:image/png;base64,A", [[[0.5]]]]
)
def test_what_is_no_image_is_refused_by_its_field(image: Any) -> None:
    with pytest.raises(RequestRefused) as refused:
        ask(images=[image])
    assert refused.value.pointer == "/images/0"


def test_bytes_that_are_no_png_are_refused_in_plain_words() -> None:
    with pytest.raises(ValueError, match=r"^expected a PNG; these bytes are none$"):
        uploaded_image("data:image/png;base64,AAAA", (1, 6, 6), centred=True)
