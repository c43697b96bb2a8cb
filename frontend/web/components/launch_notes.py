"""Sentences about choices that are allowed but seldom meant."""

from backend.contracts.recipes import Recipe


def notes_of(recipe: Recipe) -> list[str]:
    """What a person should know before the button is pressed."""
    checks = (_few_images, _large_rate, _long, _bfloat16)
    return [note for check in checks if (note := check(recipe))]


def _few_images(recipe: Recipe) -> str | None:
    if recipe.training_images < recipe.training.batch_size:
        images = f"{recipe.training_images:,} images"
        return f"One batch is larger than the {images} that are trained on."
    return None


def _large_rate(recipe: Recipe) -> str | None:
    rate = recipe.training.learning_rate
    return f"A learning rate of {rate:g} will most likely diverge." if rate > 1 else None


def _long(recipe: Recipe) -> str | None:
    passes = recipe.epochs * recipe.options.get("members", 1) * recipe.training_images
    if passes > 20_000_000:
        return f"{passes / 1e6:,.0f} million images pass through the network: this takes a while."
    return None


def _bfloat16(recipe: Recipe) -> str | None:
    if recipe.training.precision == "bfloat16":
        return "bfloat16 is faster on recent GPUs only; on most CPUs it is slower."
    return None
