"""What can be trained, and what it will cost."""

from fastapi import APIRouter

from backend.api.dependencies import EstimatesOf
from backend.contracts.catalog import Catalog, catalog
from backend.contracts.recipes import Estimate, Recipe

router = APIRouter(tags=["catalog"])


@router.get("/catalog")
def read_catalog() -> Catalog:
    return catalog()


@router.post("/estimates")
def estimate(recipe: Recipe, estimates: EstimatesOf) -> Estimate:
    return estimates.of(recipe)
