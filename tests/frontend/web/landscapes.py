"""A map of every kind of family with what is drawn of it, for the tests of the page's scripts."""

from typing import Any

from backend.contracts.families import Family
from backend.contracts.families_drawn import drawing
from backend.contracts.landscapes import Geometry, Profile
from tests.backend.contracts.test_families_drawn import ACROSS, BENT, CHAIN, cloud, geometry

ALONE = Profile(trail=None, straight=None)
CURVED = Profile(trail=BENT, straight=ACROSS)
CHAINED = Profile(trail=CHAIN, straight=ACROSS)
EXAMPLES: dict[str, tuple[Family, Geometry, Profile]] = {
    "members": (Family.MEMBERS, geometry(5), Profile(trail=None, straight=ACROSS)),
    "curve": (Family.CURVE, geometry(3), CURVED),
    "chain": (Family.CURVE, geometry(3), CHAINED),
    "simplex": (Family.SIMPLEX, geometry(4), Profile(trail=None, straight=ACROSS)),
    "joined": (Family.COMPLEX, geometry(4, parts=[[0, 1, 3], [2, 1, 3]]), CHAINED),
    "cloud": (Family.GAUSSIAN, cloud(), ALONE),
    "dropout": (Family.DROPOUT, geometry(1, parts=[[0]], random_axes=["x", "y"]), ALONE),
}


def landscapes() -> dict[str, dict[str, Any]]:
    return {
        name: {
            "id": "abcdefabcdef",
            "geometry": shape.model_dump(mode="json"),
            "profile": profile.model_dump(mode="json"),
            "drawing": drawing(family, shape, profile).model_dump(mode="json"),
        }
        for name, (family, shape, profile) in EXAMPLES.items()
    }
