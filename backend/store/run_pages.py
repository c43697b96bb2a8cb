"""The list of runs: filtered, sorted and cut into pages."""

from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, func, or_, select
from sqlalchemy.orm import Session

from backend.contracts.run_groups import RunNames, TagCount
from backend.contracts.runs import RunFilter, RunPage, RunQuery
from backend.store.run_views import run_views
from backend.store.tables import FigureRow, RunRow, TagRow

ORDERS: dict[str, tuple[UnaryExpression[Any], ...]] = {
    "-created_at": (),
    "created_at": (RunRow.number.asc(),),
    "name": (RunRow.name.asc(),),
    "-name": (RunRow.name.desc(),),
    "phase": (RunRow.phase.asc(),),
    "method": (RunRow.method.asc(),),
    "accuracy": (FigureRow.accuracy.asc().nulls_last(),),
    "-accuracy": (FigureRow.accuracy.desc().nulls_last(),),
    "nll": (FigureRow.nll.asc().nulls_last(),),
    "-nll": (FigureRow.nll.desc().nulls_last(),),
}


def page(session: Session, query: RunQuery) -> RunPage:
    """One page of the runs that match; equals stand newest first."""
    matching = select(RunRow).outerjoin(FigureRow).where(*conditions(query))
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    rows = session.scalars(_cut(matching, query)).all()
    return RunPage(
        items=run_views(session, rows), page=query.page, page_size=query.page_size, total=total
    )


def conditions(query: RunFilter) -> list[ColumnElement[bool]]:
    """What a run has to fulfil to be meant."""
    exact = {name: getattr(query, name) for name in ("phase", "dataset", "network", "method")}
    found: list[ColumnElement[bool]] = [RunRow.archived.is_(query.archived)]
    found += [getattr(RunRow, name) == value for name, value in exact.items() if value]
    if query.starred is not None:
        found.append(RunRow.starred.is_(query.starred))
    if query.group:
        found.append(RunRow.group_hash == query.group)
    if query.tag:
        found.append(RunRow.tags.any(TagRow.tag == query.tag))
    if query.query:
        texts = (RunRow.name, RunRow.notes, RunRow.id)
        found.append(or_(*(text.icontains(query.query, autoescape=True) for text in texts)))
    return found


def tags(session: Session) -> list[TagCount]:
    """Tags of the runs that are not archived, the most frequent first."""
    counted = (
        select(TagRow.tag, func.count().label("runs"))
        .join(RunRow, RunRow.id == TagRow.run_id)
        .where(RunRow.archived.is_(False))
        .group_by(TagRow.tag)
        .order_by(func.count().desc(), TagRow.tag)
    )
    return [TagCount(tag=tag, runs=count) for tag, count in session.execute(counted)]


def names(session: Session) -> RunNames:
    """Of data sets, networks and methods of all runs."""
    columns = {name: getattr(RunRow, name) for name in RunNames.model_fields}
    return RunNames.model_validate(
        {name: sorted(session.scalars(select(c).distinct())) for name, c in columns.items()}
    )


def _cut(matching: Select[RunRow], query: RunQuery) -> Select[RunRow]:
    ordered = matching.order_by(*ORDERS[query.sort], RunRow.number.desc())
    return ordered.offset((query.page - 1) * query.page_size).limit(query.page_size)
