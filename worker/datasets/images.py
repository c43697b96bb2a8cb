"""Images as the page shows them."""

import base64
import io

from PIL import Image
from torch import Tensor


def png_data_url(image: Tensor) -> str:
    """A PNG data URL of one uint8 image (channels, height, width) of one or three channels."""
    pixels = image.cpu()
    array = pixels[0].numpy() if len(pixels) == 1 else pixels.permute(1, 2, 0).numpy()
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, format="PNG", optimize=False)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
