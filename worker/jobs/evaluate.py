"""Carries out the long part of a run's evaluation: set by set, each saved when it is done."""

from backend.contracts.catalog import METHODS
from backend.contracts.recipes import Recipe
from backend.store import evaluations, landscapes
from backend.store.errors import StaleAttempt
from backend.store.evaluations import EvaluationClaim
from worker import stopping
from worker.datasets.errors import DatasetUnavailable
from worker.evaluation.against import against
from worker.evaluation.evaluate import Evaluated, Evaluator
from worker.evaluation.networks import networks_of, outputs_of
from worker.evaluation.sets import sets_of
from worker.jobs.failures import failure_of
from worker.jobs.pace import RENEW_SECONDS, at_most_every
from worker.jobs.process import LOG, Process, process, release_memory
from worker.jobs.subspaces import FLIPS, completed_run, open_subspace, per_image_of
from worker.training.tensor_file import pack

JOB = "evaluation"


class Released(Exception):
    """The worker stops, or somebody waits for a map; the evaluation goes back to the queue."""


def evaluate_run(run_id: str) -> None:
    """Evaluate a run if that can be claimed; a bell that rings twice does no harm."""
    here = process()
    with here.database.write() as session:
        claim = evaluations.claim(session, run_id, here.name, here.settings.lease_seconds)
    if claim is None:
        return
    here.ring(run_id)
    try:
        _attempt(claim, here)
    except StaleAttempt:
        LOG.info("the evaluation of run %s was taken over or is gone", run_id)
    here.ring(run_id)
    here.ring_outbox()
    release_memory()


def _attempt(claim: EvaluationClaim, here: Process) -> None:
    try:
        _evaluate(claim, here)
    except StaleAttempt:
        raise
    except Released:
        with here.database.write() as session:
            evaluations.release(session, claim)
    except Exception as error:
        LOG.exception("the evaluation of run %s failed", claim.run_id)
        with here.database.write() as session:
            evaluations.fail(session, claim.run_id, failure_of(error))


def _evaluate(claim: EvaluationClaim, here: Process) -> None:
    recipe = completed_run(claim.run_id, here).known_recipe()
    evaluator = _evaluator(claim, recipe, here)
    every, done = sets_of(recipe.dataset), {one.name for one in claim.result.sets}
    with here.database.write() as session:
        evaluations.begin(session, claim, len(every))
    for images in (images for images in every if images.name not in done):
        _renew(claim, here)
        try:
            found = evaluator.evaluate(images)
        except DatasetUnavailable as missing:
            with here.database.write() as session:
                evaluations.miss(session, claim, images.name, str(missing))
        else:
            _save(claim, found, here)
            _give_way(here)
    if claim.result.against is None:
        _compare(claim, here)
    with here.database.write() as session:
        evaluations.finish(session, claim)


def _compare(claim: EvaluationClaim, here: Process) -> None:
    """Beside the reference, where there is one that is trained."""
    reference, own = completed_run(claim.run_id, here).reference, per_image_of(claim.run_id, here)
    if reference in (None, claim.run_id) or own is None:
        return
    pulse = at_most_every(RENEW_SECONDS, lambda: _renew(claim, here))
    context = open_subspace(reference, here)
    examples = context.examples("test")
    outputs = outputs_of(networks_of(context, len(context.vertices)), examples, context, pulse)
    found = against(own, outputs.sample, examples.targets.cpu(), reference=reference, pulse=pulse)
    with here.database.write() as session:
        evaluations.compare(session, claim, found)


def _evaluator(claim: EvaluationClaim, recipe: Recipe, here: Process) -> Evaluator:
    context = open_subspace(claim.run_id, here)
    pulse = at_most_every(RENEW_SECONDS, lambda: _renew(claim, here))
    context.engine.pulse = pulse
    independent = METHODS[recipe.method].independent
    return Evaluator(context, here.settings.data_path, independent=independent, pulse=pulse)


def _renew(claim: EvaluationClaim, here: Process) -> None:
    stopping.exit_if_orphaned()
    if stopping.requested():
        raise Released
    with here.database.write() as session:
        evaluations.renew(session, claim)


def _give_way(here: Process) -> None:
    """People look at maps first: their message is ahead of the one that follows from this."""
    with here.database.read() as session:
        if landscapes.waiting(session):
            raise Released


def _save(claim: EvaluationClaim, found: Evaluated, here: Process) -> None:
    files = {FLIPS: pack({k: risk.float() for k, risk in found.flip_risk.items()}, {})}
    stored = []
    if found.flip_risk:
        stored = here.artifacts.publish(claim.run_id, claim.attempt, files, job=JOB)
    with here.database.write() as session:
        replaced = evaluations.save(session, claim, found.result, stored)
    for folder in replaced:
        here.artifacts.remove(folder)
    here.ring(claim.run_id)
