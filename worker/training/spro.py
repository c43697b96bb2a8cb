"""Trained networks joined by shared points, all between them good (SPRO, Benton 2021).

Every network and all shared points are one simplex; the simplexes share a face. One network alone
grows into a simplex.
"""

from backend.contracts.recipes import Recipe
from worker.subspaces.geometry import Parts
from worker.training.cycles import starts_trained
from worker.training.growth import growing_stages, published_complex
from worker.training.plain import plain_stage
from worker.training.plan import Plan


def plan(recipe: Recipe) -> Plan:
    options, trained = recipe.options, starts_trained(recipe)
    modes = 1 if trained else options["modes"]

    def parts_of(count: int) -> Parts:
        shared = tuple(range(modes, count))
        return tuple((mode, *shared) for mode in range(modes))

    alone = () if trained else tuple(plain_stage(recipe, stream=i, member=i) for i in range(modes))
    return Plan(
        stages=(*alone, *growing_stages(recipe, modes, options["connectors"], parts_of)),
        end_points=int(trained),
        published_end_points=int(trained),
        publish=published_complex(modes, parts_of),
    )
