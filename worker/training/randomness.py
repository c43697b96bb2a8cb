"""Randomness by counting: every draw has an address, so nothing has to be saved."""

import hashlib

import torch


def generator(seed: int, *words: str | int) -> torch.Generator:
    """The generator, on the CPU, of what `words` name under this seed.

    Args:
        seed: Of the recipe.
        words: The address, such as ("order", stream, epoch). Different addresses are independent.
    """
    text = "/".join(str(word) for word in (seed, *words))
    digest = hashlib.sha256(text.encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "little", signed=True))
