"""A landscape as the contract shows it: every cell that no tile has finished is null."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.drawings import Drawing
from backend.contracts.families_drawn import drawing
from backend.contracts.landscapes import (
    Geometry,
    Landscape,
    LandscapeRequest,
    Profile,
    StoredLandscapeRequest,
)
from backend.contracts.methods import METHODS
from backend.contracts.reading import read
from backend.contracts.runs import Failure, JobPhase
from backend.contracts.tiling import PROFILE_LEVEL, ROOM
from backend.store.tables import LandscapeRow, RunRow, TileRow

Grid = list[list[float | None]]


def landscape_view(session: Session, row: LandscapeRow) -> Landscape:
    request = stored_request(row)
    geometry = None if row.geometry is None else read(Geometry, row.geometry)
    profile = _profile(session, row)
    return Landscape(
        id=row.id,
        run=row.run_id,
        request=request,
        phase=JobPhase(row.phase),
        failure=None if row.failure is None else read(Failure, row.failure),
        level=row.level,
        strides=request.strides,
        completed_points=row.completed_points,
        total_points=row.total_points,
        examples=row.examples,
        geometry=geometry,
        profile=profile,
        drawing=geometry and _drawing(session, row, geometry, profile),
        values=_values(session, row.id, request),
        created_at=row.created_at,
        finished_at=row.finished_at,
    )


def _drawing(
    session: Session, row: LandscapeRow, geometry: Geometry, profile: Profile | None
) -> Drawing | None:
    recipe = session.scalar(select(RunRow.recipe).where(RunRow.id == row.run_id)) or {}
    entry = METHODS.get(recipe.get("method", ""))
    return None if entry is None else drawing(entry.family, geometry, profile)


def _profile(session: Session, row: LandscapeRow) -> Profile | None:
    """Once all of its first part is there, so that it goes from end to end."""
    begun = select(TileRow.number).where(
        TileRow.landscape_id == row.id,
        TileRow.number < ROOM,
        TileRow.level == PROFILE_LEVEL,
        TileRow.finished_at.is_(None),
    )
    if row.profile is None or session.scalar(begun.limit(1)) is not None:
        return None
    return read(Profile, row.profile)


def stored_request(row: LandscapeRow) -> LandscapeRequest:
    """As it was written."""
    return read(StoredLandscapeRequest, row.request)


def _values(session: Session, landscape_id: str, request: LandscapeRequest) -> dict[str, Grid]:
    """Metric -> (rows of y, columns of x)."""
    nx, ny = request.sides
    grids: dict[str, Grid] = {
        metric: [[None] * nx for _ in range(ny)] for metric in request.metrics
    }
    finished = select(TileRow.indices, TileRow.values).where(
        TileRow.landscape_id == landscape_id, TileRow.finished_at.is_not(None)
    )
    for indices, values in session.execute(finished):
        for metric, cells in (values or {}).items():
            for (row, column), cell in zip(indices, cells, strict=True):
                grids[metric][row][column] = cell
    return grids
