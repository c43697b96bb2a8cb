"""Carries out one attempt of a run: claim, train, report, publish."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from torch import Tensor

from backend.contracts.evaluation import Evaluation, figures_of
from backend.contracts.previews import Preview
from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult, Failure, JobPhase, Progress, Run
from backend.store import jobs, previews
from backend.store.errors import StaleAttempt
from backend.store.jobs import Claim
from worker.datasets.data import Data
from worker.jobs.check_weights import brought_network
from worker.jobs.failures import failure_of
from worker.jobs.pace import RENEW_SECONDS, Released, at_most_every, meanwhile, unless_busy
from worker.jobs.previews import Previews
from worker.jobs.process import LOG, Process, process, release_memory
from worker.jobs.publishing import published_files
from worker.jobs.subspaces import data_of, vertices_of
from worker.machine import stopping
from worker.training import Checkpoint, Trainer

REPORT_SECONDS = 1.0
CHECKPOINT_SECONDS = 60.0


class Cancelled(Exception):
    """Somebody asked for the run to stop."""


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
        return self.claim.run.known_recipe()

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
        with unless_busy(f"run {self.claim.run.id}"):
            with self.here.database.write() as session:
                beat = jobs.heartbeat(session, self.claim, progress)
            self.here.ring(self.claim.run.id)
            if beat.cancel:
                raise Cancelled

    def renew(self) -> None:
        """Renew the lease alone; what else there is to learn, the next pulse learns."""
        heard = unless_busy(f"run {self.claim.run.id}")
        with suppress(StaleAttempt), heard, self.here.database.write() as session:
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
    resume = _checkpoint(attempt)
    with meanwhile(attempt.renew):
        data = data_of(attempt.recipe, here)
    attempt.pulse()
    trainer = Trainer(
        attempt.recipe,
        data,
        here.device,
        resume=resume,
        end_points=list(_end_points(run, here)),
    )
    drawing = _previews(attempt, data, resume)
    try:
        for report in trainer:
            _record(attempt, trainer, report, drawing)
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


def _checkpoint(attempt: Attempt) -> Checkpoint | None:
    """Where an earlier attempt, or the run that this one retries, has stopped."""
    saved = attempt.here.checkpoints.latest(attempt.claim.run.id)
    if not saved or not attempt.recipe.entry.launchable:
        return None
    checkpoint = Checkpoint.from_bytes(saved)
    if checkpoint.is_of(attempt.recipe):
        return checkpoint
    LOG.warning("run %s starts anew: its method was trained otherwise", attempt.claim.run.id)
    return None


def _previews(attempt: Attempt, data: Data, resume: Checkpoint | None) -> Previews:
    with attempt.here.database.read() as session:
        before = previews.latest(session, attempt.claim.run.id)
    return Previews(
        attempt.recipe,
        data,
        before=before,
        seconds=resume.counters.seconds if resume else 0.0,
        pulse=at_most_every(RENEW_SECONDS, attempt.renew),
    )


def _end_points(run: Run, here: Process) -> Iterator[Tensor]:
    """Networks (n_parameters,) that the run starts from: those of other runs, or a brought one."""
    for point in run.known_recipe().starts.values():
        yield vertices_of(point.run, here)[point.member]
    if not run.known_recipe().entry.launchable:
        yield brought_network(run, here)


def _record(
    attempt: Attempt, trainer: Trainer, report: Progress | EpochResult, drawing: Previews
) -> None:
    if isinstance(report, Progress):
        attempt.pulse(report)
        if monotonic() - attempt.saved > CHECKPOINT_SECONDS:
            _save(attempt, trainer)
        return
    # The rows before the checkpoint: an attempt that dies between the two repeats the epoch and
    # writes the same rows again; the other way round they would be missing for ever.
    with attempt.here.database.write() as session:
        jobs.record_epoch(session, attempt.claim, report)
    attempt.here.ring(attempt.claim.run.id)
    _draw(attempt, drawing.after(report, trainer.vertices()))
    _save(attempt, trainer)


def _draw(attempt: Attempt, preview: Preview | None) -> None:
    if preview is None:
        return
    with attempt.here.database.write() as session:
        jobs.record_preview(session, attempt.claim, preview)
    attempt.here.ring(attempt.claim.run.id)


def _save(attempt: Attempt, trainer: Trainer) -> None:
    checkpoint, claim = trainer.checkpoint(), attempt.claim
    attempt.here.checkpoints.write(claim.run.id, claim.attempt, checkpoint.to_bytes())
    with attempt.here.database.write() as session:
        jobs.record_checkpoint(session, claim, checkpoint.counters.gradient_evaluations)
    attempt.saved = monotonic()
