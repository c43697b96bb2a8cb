"""Figures of runs that were completed before lists kept them, read from their evaluations."""

import logging

from backend.contracts.evaluation import Evaluation, figures_of
from backend.contracts.reading import read
from backend.contracts.runs import RunFigures
from backend.services.artifacts import ArtifactName, Downloads
from backend.services.errors import Refusal
from backend.store import run_figures
from backend.store.database import Database

log = logging.getLogger(__name__)

UNKNOWN = RunFigures(accuracy=None, accuracy_standard_error=None, nll=None, nll_standard_error=None)
"""Of a run whose evaluation is gone or damaged: nobody looks for it twice."""


class RunFiguresBackfill:
    def __init__(self, database: Database, downloads: Downloads) -> None:
        self._database = database
        self._downloads = downloads

    def catch_up(self) -> None:
        """Once, when the service starts; every later run comes with its figures."""
        while missing := self._missing():
            reached = {run: self._of(run) for run in missing}
            with self._database.write() as session:
                for run in set(run_figures.missing(session)) & set(reached):
                    run_figures.put(session, run, reached[run])

    def _missing(self) -> list[str]:
        with self._database.read() as session:
            return list(run_figures.missing(session))

    def _of(self, run_id: str) -> RunFigures:
        try:
            content = self._downloads.read(run_id, ArtifactName.EVALUATION).content
            return figures_of(read(Evaluation, content))
        except (Refusal, ValueError):
            log.warning("run %s has no readable evaluation", run_id, exc_info=True)
            return UNKNOWN
