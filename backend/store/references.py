"""Which Deep Ensemble and which plain network a run is compared with: the newest completed ones."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.methods import ENSEMBLE, SINGLE
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase
from backend.store.tables import RunRow


def reference_hash(session: Session, recipe: Recipe) -> str | None:
    """The procedure whose retrainings the run stands for.

    A run that starts from trained networks stands for the procedure that trained them; there is
    none where they were trained differently or do not exist, nor where nobody has said how an
    imported network was trained.
    """
    if not recipe.options.get("procedure_known", True):
        return None
    if not recipe.needs:
        return recipe.procedure_hash()
    needed = select(RunRow.procedure_hash).where(RunRow.id.in_(recipe.needs))
    hashes = list(session.scalars(needed))
    agree = len(hashes) == len(recipe.needs) and len(set(hashes)) == 1
    return hashes[0] if agree else None


def find_reference(session: Session, recipe: Recipe) -> str | None:
    """Id of the run's reference; null where there is none."""
    procedure = reference_hash(session, recipe)
    return next(iter(candidates(session, {procedure} - {None}).get(procedure, ())), None)


def find_plain(session: Session, recipe: Recipe) -> str | None:
    """Id of the newest completed run of one plain network of the recipe's procedure."""
    procedure = recipe.procedure_hash()
    return next(iter(candidates(session, {procedure}, SINGLE).get(procedure, ())), None)


def candidates(
    session: Session, hashes: Collection[str | None], method: str = ENSEMBLE
) -> dict[str | None, Sequence[str]]:
    """Procedure -> ids of its completed runs of the method, newest first."""
    rows = session.execute(
        select(RunRow.procedure_hash, RunRow.id)
        .where(
            RunRow.procedure_hash.in_(hashes),
            RunRow.method == method,
            RunRow.phase == JobPhase.COMPLETED,
        )
        .order_by(RunRow.number.desc())
    )
    found: dict[str | None, list[str]] = {}
    for procedure, run_id in rows:
        found.setdefault(procedure, []).append(run_id)
    return dict(found)
