"""Runs grouped by all but their seed, with the mean of what they reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from statistics import fmean, stdev
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, UnaryExpression, case, func, select
from sqlalchemy.orm import Session

from backend.contracts.run_groups import RunGroup, RunGroupPage, RunGroupQuery, SeedMean
from backend.contracts.runs import JobPhase
from backend.contracts.stored_recipes import read_recipe, unknown_in
from backend.store.run_pages import conditions
from backend.store.tables import FigureRow, RunRow


class Overview(NamedTuple):
    """One group in the list."""

    group: str
    runs: int
    completed: int
    newest: int
    """Number of its newest run."""


class Reached(NamedTuple):
    """By one run that counts."""

    accuracy: float
    nll: float


def groups(session: Session, query: RunGroupQuery) -> RunGroupPage:
    """One page of the groups that the matching runs make; equals stand newest first."""
    overview, means = _overview(query), _means(query)
    total = session.scalar(select(func.count()).select_from(overview)) or 0
    chosen = session.execute(_cut(overview, means, query)).all()
    return RunGroupPage(
        items=_views(session, [Overview(*row) for row in chosen], query),
        page=query.page,
        page_size=query.page_size,
        total=total,
    )


def _overview(query: RunGroupQuery) -> Subquery:
    return (
        select(
            RunRow.group_hash.label("group"),
            func.count().label("runs"),
            func.sum(case((RunRow.phase == JobPhase.COMPLETED, 1), else_=0)).label("completed"),
            func.max(RunRow.number).label("newest"),
        )
        .where(*conditions(query), RunRow.group_hash.is_not(None))
        .group_by(RunRow.group_hash)
        .subquery()
    )


def _repeats(query: RunGroupQuery) -> Select[Any]:
    """Numbers of the runs that count: of several with one recipe, the newest with figures."""
    return (
        select(func.max(RunRow.number))
        .join(FigureRow)
        .where(*conditions(query), FigureRow.accuracy.is_not(None), FigureRow.nll.is_not(None))
        .group_by(RunRow.group_hash, RunRow.recipe_hash)
    )


def _means(query: RunGroupQuery) -> Subquery:
    """What groups are sorted by."""
    return (
        select(
            RunRow.group_hash.label("group"),
            func.count().label("n"),
            func.avg(FigureRow.accuracy).label("accuracy"),
            func.avg(FigureRow.nll).label("nll"),
        )
        .join(FigureRow)
        .where(RunRow.number.in_(_repeats(query)))
        .group_by(RunRow.group_hash)
        .subquery()
    )


def _cut(overview: Subquery, means: Subquery, query: RunGroupQuery) -> Select[Any]:
    columns = {**dict(means.c), **dict(overview.c)}
    column = columns[{"created_at": "newest"}.get(query.sort.lstrip("-"), query.sort.lstrip("-"))]
    order: UnaryExpression[Any] = column.desc() if query.sort.startswith("-") else column.asc()
    return (
        select(*(overview.c[name] for name in Overview._fields))
        .outerjoin(means, means.c.group == overview.c.group)
        .order_by(order.nulls_last(), overview.c.newest.desc())
        .offset((query.page - 1) * query.page_size)
        .limit(query.page_size)
    )


def _views(session: Session, chosen: Sequence[Overview], query: RunGroupQuery) -> list[RunGroup]:
    newest = [each.newest for each in chosen]
    rows = {
        row.number: row for row in session.scalars(select(RunRow).where(RunRow.number.in_(newest)))
    }
    reached = _reached(session, [each.group for each in chosen], query)
    seeds = _seeds(session, [each.group for each in chosen], query)
    return [
        _view(each, rows[each.newest], seeds[each.group], reached[each.group]) for each in chosen
    ]


def _reached(
    session: Session, chosen: Sequence[str], query: RunGroupQuery
) -> Mapping[str, list[Reached]]:
    """Group -> (accuracy, NLL) of its runs that count."""
    statement = (
        select(RunRow.group_hash, FigureRow.accuracy, FigureRow.nll)
        .join(FigureRow)
        .where(RunRow.group_hash.in_(chosen), RunRow.number.in_(_repeats(query)))
        .order_by(RunRow.number)
    )
    found: dict[str, list[Reached]] = defaultdict(list)
    rows: Iterable[Any] = session.execute(statement)
    for group, accuracy, nll in rows:
        found[group].append(Reached(accuracy, nll))
    return found


def _seeds(
    session: Session, chosen: Sequence[str], query: RunGroupQuery
) -> Mapping[str, list[int]]:
    seed = RunRow.recipe["seed"].as_integer()
    statement = (
        select(RunRow.group_hash, seed)
        .where(RunRow.group_hash.in_(chosen), *conditions(query))
        .distinct()
        .order_by(seed)
    )
    found: dict[str, list[int]] = defaultdict(list)
    rows: Iterable[Any] = session.execute(statement)
    for group, value in rows:
        found[group].append(value)
    return found


def _view(
    overview: Overview, newest: RunRow, seeds: list[int], reached: Sequence[Reached]
) -> RunGroup:
    recipe = read_recipe(newest.recipe)
    return RunGroup(
        group=overview.group,
        name=newest.name,
        recipe=recipe,
        unknown=unknown_in(recipe),
        newest=newest.id,
        newest_at=newest.created_at,
        runs=overview.runs,
        completed=overview.completed,
        seeds=seeds,
        n=len(reached),
        accuracy=_mean([each.accuracy for each in reached]),
        nll=_mean([each.nll for each in reached]),
    )


def _mean(values: Sequence[float]) -> SeedMean | None:
    """Mean and its standard uncertainty s / sqrt(n), a Type A evaluation (JCGM 100, 4.2.3)."""
    if not values:
        return None
    uncertainty = stdev(values) / sqrt(len(values)) if len(values) > 1 else None
    return SeedMean(mean=fmean(values), standard_uncertainty=uncertainty)
