"""How many networks a recipe publishes."""

from backend.contracts.recipes import Recipe

_COUNTED_BY = {
    "deep_ensemble": "members",
    "curve_between": "control_points",
    "bezier": "control_points",
    "simplex": "vertices",
}
_FIXED = {"single": 1, "imported": 1, "line": 2}


def vertex_count(recipe: Recipe) -> int:
    """Members, control points or vertices of the published subspace."""
    if recipe.method in _FIXED:
        return _FIXED[recipe.method]
    return int(recipe.options[_COUNTED_BY[recipe.method]])
