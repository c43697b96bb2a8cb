"""An ensemble of simplexes: every network grows into one of its own (ESPRO, Benton 2021)."""

from backend.contracts.recipes import Recipe
from worker.subspaces.geometry import Parts
from worker.training.growth import growing_stages, published_complex
from worker.training.plain import plain_stage
from worker.training.plan import Plan


def plan(recipe: Recipe) -> Plan:
    options = recipe.options
    modes, grown = options["modes"], options["modes"] * (options["vertices"] - 1)

    def parts_of(count: int) -> Parts:
        """The simplexes take turns at growing."""
        return tuple(tuple(range(mode, count, modes)) for mode in range(modes))

    alone = tuple(plain_stage(recipe, stream=i, member=i) for i in range(modes))
    return Plan(
        stages=(*alone, *growing_stages(recipe, modes, grown, parts_of)),
        publish=published_complex(modes, parts_of),
    )
