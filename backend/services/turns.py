"""The line of maps and evaluations, and where each stands in it."""

from sqlalchemy.orm import Session

from backend.contracts.landscapes import Landscape
from backend.contracts.turns import Turn, Work, turn_of
from backend.store import turn_views
from backend.store.database import Database


class Turns:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Work]:
        """By their next turn."""
        with self._database.read() as session:
            return turn_views.works(session)


def turn(session: Session, run: str, landscape: str | None = None) -> Turn | None:
    """Of a map, or without one of the run's evaluation; null for what does not wait."""
    return turn_of(turn_views.works(session), run, landscape)


def with_turns(session: Session, landscapes: list[Landscape]) -> list[Landscape]:
    """The same, and where those that are not done stand."""
    if all(each.phase.terminal for each in landscapes):
        return landscapes
    works = turn_views.works(session)
    return [
        each.model_copy(update={"turn": turn_of(works, each.run, each.id)}) for each in landscapes
    ]
