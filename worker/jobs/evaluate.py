"""Carries out the long part of a run's evaluation: a set a turn, saved when it is done."""

from backend.contracts.catalog import METHODS
from backend.contracts.image_sets import ImageSet, sets_of
from backend.store import evaluations
from backend.store.evaluations import EvaluationClaim
from worker.datasets.errors import DatasetUnavailable
from worker.evaluation.against import against
from worker.evaluation.evaluate import Evaluated, Evaluator
from worker.evaluation.networks import networks_of, outputs_of
from worker.jobs.failures import failure_of
from worker.jobs.pace import Pulse
from worker.jobs.process import Process
from worker.jobs.subspaces import FLIPS, completed_run, open_subspace, per_image_of, warm_subspace
from worker.jobs.warm import Shelf
from worker.training.tensor_file import pack

JOB = "evaluation"


def _evaluator(run_id: str, here: Process) -> Evaluator:
    """Keeps what several sets need, as long as it is kept."""
    return here.warm.find(Shelf.EVALUATOR, run_id, lambda: _open_evaluator(run_id, here))


def _open_evaluator(run_id: str, here: Process) -> Evaluator:
    run, context = completed_run(run_id, here), warm_subspace(run_id, here, Shelf.TURNS)
    independent = METHODS[run.known_recipe().method].independent
    return Evaluator(context, here.settings.data_path, independent=independent)


def evaluate_next(claim: EvaluationClaim, here: Process, pulse: Pulse) -> None:
    """Evaluate the first set that is missing, or compare and finish where none is.

    Args:
        claim: Of the evaluation.
        here: Whose turn it is.
        pulse: Called every few networks.
    """
    done = {one.name for one in claim.result.sets}
    every = sets_of(completed_run(claim.run_id, here).known_recipe().dataset)
    with here.database.write() as session:
        evaluations.begin(session, claim, len(every))
    here.ring(claim.run_id)
    missing = (images for images in every if images.name not in done)
    if any(_evaluate(images, claim, here, pulse) for images in missing):
        with here.database.write() as session:
            evaluations.release(session, claim)
    else:
        _finish(claim, here, pulse)
    here.ring(claim.run_id)


def _evaluate(images: ImageSet, claim: EvaluationClaim, here: Process, pulse: Pulse) -> bool:
    """Whether it was evaluated; a set that is not on this machine is noted and left out."""
    chosen = _evaluator(claim.run_id, here)
    chosen.use(pulse)
    try:
        found = chosen.evaluate(images)
    except DatasetUnavailable as missing:
        with here.database.write() as session:
            evaluations.miss(session, claim, images.name, str(missing))
        return False
    _save(claim, found, here)
    return True


def _finish(claim: EvaluationClaim, here: Process, pulse: Pulse) -> None:
    if claim.result.against is None:
        _compare(claim, here, pulse)
    with here.database.write() as session:
        evaluations.finish(session, claim)


def fail(run_id: str, error: Exception, here: Process) -> None:
    with here.database.write() as session:
        evaluations.fail(session, run_id, failure_of(error))
    here.ring(run_id)


def _compare(claim: EvaluationClaim, here: Process, pulse: Pulse) -> None:
    """Beside the reference, where there is one that is trained."""
    reference, own = completed_run(claim.run_id, here).reference, per_image_of(claim.run_id, here)
    if reference in (None, claim.run_id) or own is None:
        return
    context = open_subspace(reference, here)
    context.engine.pulse = pulse
    examples = context.examples("test")
    outputs = outputs_of(networks_of(context, len(context.vertices)), examples, context, pulse)
    found = against(own, outputs.sample, examples.targets.cpu(), reference=reference, pulse=pulse)
    with here.database.write() as session:
        evaluations.compare(session, claim, found)


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
