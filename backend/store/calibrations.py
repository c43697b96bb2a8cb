"""What one training example costs, measured once per network, options, data set and device."""

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.recipes import Recipe
from backend.store.database import now
from backend.store.tables import CalibrationRow


@dataclass(frozen=True)
class Calibration:
    device: str
    parameters: int
    seconds_per_example: float
    """Forward and backward."""
    flops_per_example: float | None
    """Forward and backward; null where nobody counted."""


def get(session: Session, recipe: Recipe, device: str | None = None) -> Calibration | None:
    """What was measured for the recipe's network and data set; without device, the newest."""
    statement = (
        select(CalibrationRow)
        .filter_by(
            dataset=recipe.dataset, network=recipe.network, options_hash=_options_hash(recipe)
        )
        .order_by(CalibrationRow.created_at.desc())
    )
    if device is not None:
        statement = statement.filter_by(device=device)
    row = session.scalar(statement.limit(1))
    if row is None:
        return None
    return Calibration(
        device=row.device,
        parameters=row.parameters,
        seconds_per_example=row.seconds_per_example,
        flops_per_example=row.flops_per_example,
    )


def put(session: Session, recipe: Recipe, calibration: Calibration) -> None:
    """Keep a measurement; it replaces the one before."""
    session.merge(
        CalibrationRow(
            dataset=recipe.dataset,
            network=recipe.network,
            options_hash=_options_hash(recipe),
            device=calibration.device,
            parameters=calibration.parameters,
            seconds_per_example=calibration.seconds_per_example,
            flops_per_example=calibration.flops_per_example,
            created_at=now(session),
        )
    )


def _options_hash(recipe: Recipe) -> str:
    return hashlib.sha256(json.dumps(recipe.network_options, sort_keys=True).encode()).hexdigest()
