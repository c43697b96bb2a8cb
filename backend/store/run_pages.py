"""The list of runs: filtered, sorted and cut into pages."""

from sqlalchemy import ColumnElement, Select, UnaryExpression, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.contracts.runs import RunPage, RunQuery
from backend.store.run_views import run_views
from backend.store.tables import RunRow, TagRow

ORDERS: dict[
    str, tuple[UnaryExpression[int] | UnaryExpression[str] | InstrumentedAttribute[str], ...]
] = {
    "-created_at": (),
    "created_at": (RunRow.number.asc(),),
    "name": (RunRow.name.asc(),),
    "-name": (RunRow.name.desc(),),
    "phase": (RunRow.phase.asc(),),
    "method": (RunRow.method.asc(),),
}


def page(session: Session, query: RunQuery) -> RunPage:
    """One page of the runs that match; equals stand newest first."""
    matching = select(RunRow).where(*_conditions(query))
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    rows = session.scalars(_cut(matching, query)).all()
    return RunPage(
        items=run_views(session, rows), page=query.page, page_size=query.page_size, total=total
    )


def _conditions(query: RunQuery) -> list[ColumnElement[bool]]:
    exact = {name: getattr(query, name) for name in ("phase", "dataset", "network", "method")}
    conditions: list[ColumnElement[bool]] = [RunRow.archived.is_(query.archived)]
    conditions += [getattr(RunRow, name) == value for name, value in exact.items() if value]
    if query.tag:
        conditions.append(RunRow.tags.any(TagRow.tag == query.tag))
    if query.query:
        texts = (RunRow.name, RunRow.notes, RunRow.id)
        conditions.append(or_(*(text.icontains(query.query, autoescape=True) for text in texts)))
    return conditions


def _cut(matching: Select[RunRow], query: RunQuery) -> Select[RunRow]:
    ordered = matching.order_by(*ORDERS[query.sort], RunRow.number.desc())
    return ordered.offset((query.page - 1) * query.page_size).limit(query.page_size)
