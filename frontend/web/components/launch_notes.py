"""Sentences about choices that are allowed but seldom meant."""

from collections.abc import Callable
from math import ceil

from backend.contracts.catalog import NETWORKS
from backend.contracts.number_text import grouped
from backend.contracts.recipes import Recipe

FEW_STEPS = 2_000
"""Under which subspaces that are trained from scratch lag behind a plain training."""
MANY_IMAGES = {True: 2_000_000, False: 20_000_000}
"""Passes of images that take long on a CPU: through a convolutional network, and another one."""
FACTORS = {2: 15.6, 3: 4.97, 4: 3.56}
"""Networks of an ensemble -> t factor of the 95 % interval for a further one (JCGM 100, G.3)."""


def notes_of(recipe: Recipe) -> list[str]:
    """What a person should know before the button is pressed."""
    return [note for check in _CHECKS if (note := check(recipe))]


def steps(recipe: Recipe) -> int:
    """Batches that one part of the method trains on."""
    an_epoch = ceil(recipe.training_images / recipe.training.batch_size)
    return round(an_epoch * recipe.epochs * float(recipe.options.get("budget", 1.0)))


def _few_images(recipe: Recipe) -> str | None:
    if recipe.training_images < recipe.training.batch_size:
        images = f"{grouped(recipe.training_images)} images"
        return f"One batch is larger than the {images} that are trained on."
    return None


def _few_steps(recipe: Recipe) -> str | None:
    if not recipe.entry.joint or recipe.starts or steps(recipe) >= FEW_STEPS:
        return None
    most = " above all convolutional ones," if NETWORKS[recipe.network].convolutional else ""
    instead = " or start from a trained network" if "start_from" in recipe.options else ""
    few, enough = grouped(steps(recipe)), grouped(FEW_STEPS)
    return (
        f"Only {few} steps: with under {enough} what is trained from scratch "
        f"lags behind plain networks,{most} so take more epochs{instead}."
    )


def _tiny_budget(recipe: Recipe) -> str | None:
    budget = recipe.options.get("budget", 1.0)
    if recipe.entry.joint or recipe.starts or budget >= 0.2:
        return None
    few = grouped(steps(recipe))
    return f"A budget of {budget:g} trainings is {few} steps: the network stays raw."


def _few_members(recipe: Recipe) -> str | None:
    factor = FACTORS.get(recipe.options.get("members", 0))
    if not recipe.entry.independent or factor is None:
        return None
    members = recipe.options["members"]
    return (
        f"{members} networks leave {members - 1} degree{'s' * (members > 2)} of freedom: a 95 % "
        f"interval is then {factor:g} standard deviations wide to each side, with 5 it is 3.04."
    )


def _batch_norm(recipe: Recipe) -> str | None:
    if recipe.network_options.get("norm") != "batch":
        return None
    return (
        "Batch normalisation has statistics of its own at every point: they are estimated from "
        "training images there, so that maps and answers take longer. Group normalisation has none."
    )


def _missing_snapshots(recipe: Recipe) -> str | None:
    keep, cycles = (recipe.options.get(name, 0) for name in ("keep", "cycles"))
    if keep > cycles:
        return f"There are {cycles} cycles, so that {cycles} networks are kept and not {keep}."
    return None


def _annealed_anyway(recipe: Recipe) -> str | None:
    constant = recipe.training.schedule == "constant"
    return recipe.entry.if_constant if constant else None


def _large_rate(recipe: Recipe) -> str | None:
    rate = max(recipe.training.learning_rate, recipe.options.get("learning_rate", 0.0))
    return f"A learning rate of {rate:g} will most likely diverge." if rate > 1 else None


def _long_warmup(recipe: Recipe) -> str | None:
    warmup = recipe.training.warmup_epochs
    if warmup < recipe.epochs:
        return None
    return f"The learning rate rises for {warmup:g} epochs, and the training ends before."


def _long(recipe: Recipe) -> str | None:
    convolution = NETWORKS[recipe.network].convolutional
    passes = recipe.epochs * recipe.options.get("members", 1) * recipe.training_images
    if passes <= MANY_IMAGES[convolution]:
        return None
    time = "hours on a CPU" if convolution else "a while"
    kind = "convolutional network" if convolution else "network"
    return (
        f"{grouped(round(passes / 1e6))} million images pass through a {kind}: this takes {time}."
    )


def _bfloat16(recipe: Recipe) -> str | None:
    if recipe.training.precision == "bfloat16":
        return "bfloat16 is faster on recent GPUs only; on most CPUs it is slower."
    return None


_CHECKS: tuple[Callable[[Recipe], str | None], ...] = (
    _few_images,
    _few_steps,
    _tiny_budget,
    _few_members,
    _batch_norm,
    _missing_snapshots,
    _annealed_anyway,
    _large_rate,
    _long_warmup,
    _long,
    _bfloat16,
)
