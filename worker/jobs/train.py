"""Carries out one attempt of a run: claim, train, report, publish."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy.exc import OperationalError
from torch import Tensor

from backend.contracts.certificates import Evaluation, figures_of
from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult, Failure, JobPhase, Progress, Run
from backend.store import jobs
from backend.store.errors import StaleAttempt
from backend.store.jobs import Claim
from worker import stopping
from worker.jobs.check_weights import brought_network
from worker.jobs.failures import failure_of
from worker.jobs.pace import meanwhile
from worker.jobs.process import LOG, Process, process, release_memory
from worker.jobs.publishing import published_files
from worker.jobs.subspaces import data_of, vertices_of
from worker.training import Checkpoint, Trainer

REPORT_SECONDS = 1.0
CHECKPOINT_SECONDS = 60.0


class Cancelled(Exception):
    """Somebody asked for the run to stop."""


class Released(Exception):
    """The worker stops; the run goes back to the queue."""


def train_run(run_id: str) -> None:
    """Train a run if it can be claimed; a bell that rings twice does no harm."""
    here = process()
    with here.database.write() as session:
        claim = jobs.claim_run(session, run_id, here.name, here.settings.lease_seconds)
    if claim is None:
        return
    here.ring(run_id)
    try:
        _attempt(Attempt(claim, here))
    except StaleAttempt:
        LOG.warning("attempt %d of run %s was taken over", claim.attempt, run_id)
    here.ring(run_id)
    here.ring_outbox()
    release_memory()


@dataclass
class Attempt:
    """One attempt and when it last reported."""

    claim: Claim
    here: Process
    reported: float = field(default=0.0)
    saved: float = field(default_factory=monotonic)

    @property
    def recipe(self) -> Recipe:
        return self.claim.run.recipe

    def pulse(self, progress: Progress | None = None) -> None:
        """Renew the lease and report, at most once a second; stop when asked to.

        Raises:
            Cancelled, Released: The caller must let go.
            StaleAttempt: Another attempt has taken over.
        """
        stopping.exit_if_orphaned()
        if stopping.requested():
            raise Released
        if monotonic() - self.reported < REPORT_SECONDS:
            return
        self.reported = monotonic()
        try:
            with self.here.database.write() as session:
                beat = jobs.heartbeat(session, self.claim, progress)
        except OperationalError:  # a busy database is asked again a second later
            LOG.warning("could not report run %s", self.claim.run.id, exc_info=True)
            return
        self.here.ring(self.claim.run.id)
        if beat.cancel:
            raise Cancelled

    def renew(self) -> None:
        """Renew the lease alone; what else there is to learn, the next pulse learns."""
        with suppress(OperationalError, StaleAttempt), self.here.database.write() as session:
            jobs.heartbeat(session, self.claim, None)


def _attempt(attempt: Attempt) -> None:
    try:
        _train_and_publish(attempt)
    except StaleAttempt:
        raise
    except Cancelled:
        _finish(attempt, JobPhase.CANCELLED)
    except Released:
        with attempt.here.database.write() as session:
            jobs.release_run(session, attempt.claim)
    except Exception as error:
        LOG.exception("run %s failed", attempt.claim.run.id)
        _finish(attempt, JobPhase.FAILED, failure_of(error))


def _finish(attempt: Attempt, phase: JobPhase, failure: Failure | None = None) -> None:
    with attempt.here.database.write() as session:
        jobs.finish_run(session, attempt.claim, phase, failure=failure)


def _train_and_publish(attempt: Attempt) -> None:
    here, run = attempt.here, attempt.claim.run
    saved = here.checkpoints.latest(run.id)
    with meanwhile(attempt.renew):
        data = data_of(attempt.recipe, here)
    attempt.pulse()
    trainer = Trainer(
        attempt.recipe,
        data,
        here.device,
        resume=Checkpoint.from_bytes(saved) if saved and attempt.recipe.entry.launchable else None,
        end_points=list(_end_points(run, here)),
    )
    try:
        for report in trainer:
            _record(attempt, trainer, report)
    except Released:
        _save(attempt, trainer)
        raise
    files = published_files(run, trainer, data, here.device, attempt.pulse)
    stored = here.artifacts.publish(run.id, attempt.claim.attempt, files)
    with here.database.write() as session:
        jobs.finish_run(
            session,
            attempt.claim,
            JobPhase.COMPLETED,
            artifacts=stored,
            reached=figures_of(Evaluation.model_validate_json(files["evaluation.json"])),
        )
    here.checkpoints.remove(run.id)


def _end_points(run: Run, here: Process) -> Iterator[Tensor]:
    """Networks (n_parameters,) that the run starts from: those of other runs, or a brought one."""
    for point in run.recipe.starts.values():
        yield vertices_of(point.run, here)[point.member]
    if not run.recipe.entry.launchable:
        yield brought_network(run, here)


def _record(attempt: Attempt, trainer: Trainer, report: Progress | EpochResult) -> None:
    if isinstance(report, Progress):
        attempt.pulse(report)
        if monotonic() - attempt.saved > CHECKPOINT_SECONDS:
            _save(attempt, trainer)
        return
    # The row before the checkpoint: an attempt that dies between the two repeats the epoch and
    # writes the same row again; the other way round the row would be missing for ever.
    with attempt.here.database.write() as session:
        jobs.record_epoch(session, attempt.claim, report)
    attempt.here.ring(attempt.claim.run.id)
    _save(attempt, trainer)


def _save(attempt: Attempt, trainer: Trainer) -> None:
    checkpoint, claim = trainer.checkpoint(), attempt.claim
    attempt.here.checkpoints.write(claim.run.id, claim.attempt, checkpoint.to_bytes())
    with attempt.here.database.write() as session:
        jobs.record_checkpoint(session, claim, checkpoint.counters.gradient_evaluations)
    attempt.saved = monotonic()
