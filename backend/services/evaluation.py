"""A run's own quality beside that of one plain network and of the Deep Ensemble."""

from typing import NamedTuple

from backend.contracts.evaluation import Evaluation
from backend.contracts.methods import ENSEMBLE, METHODS
from backend.contracts.quality import mean_quality
from backend.contracts.reading import read
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run
from backend.contracts.stored_recipes import StoredRecipe
from backend.contracts.tasks import OUTBOX_CHANNEL, events_channel
from backend.queue import Queue
from backend.services.artifacts import ArtifactName, Downloads
from backend.services.comparison import by_name, compared, named, parity, test_split
from backend.services.errors import Conflict
from backend.services.permissions import require_owner
from backend.services.runs import found
from backend.services.turns import turn
from backend.store import evaluations, runs
from backend.store.credentials import Identity
from backend.store.database import Database
from backend.store.evaluations import StoredEvaluation
from backend.store.references import find_plain


class Compared(NamedTuple):
    """A run's published rows and the run whose vertices are plain networks."""

    evaluation: Evaluation
    single_run: str | None


class Evaluations:
    def __init__(self, database: Database, downloads: Downloads, queue: Queue) -> None:
        self._database = database
        self._downloads = downloads
        self._queue = queue

    def of(self, run_id: str) -> Evaluation:
        """As measured when the run was trained and since, joined with what it is compared with."""
        own = self._own(run_id)
        with self._database.read() as session:
            run = runs.get(session, run_id)
        if run is None:
            return own
        joined, single_run = self._joined(run, named(own, run.recipe.method))
        with_sets = self._with_sets(run, joined, single_run)
        return self._with_turn(self._with_parity(run, with_sets))

    def restart(self, identity: Identity, run_id: str) -> Evaluation:
        """Evaluate a completed run, again if it was before; one that is under way goes on."""
        with self._database.write() as session:
            run = found(session, run_id)
            require_owner(identity, run.owner)
            if run.phase is not JobPhase.COMPLETED:
                raise Conflict(f"run {run_id} is {run.phase}; only completed runs are evaluated")
            run.known_recipe()
            evaluations.put(session, run_id)
        self._queue.ring(OUTBOX_CHANNEL)
        self._queue.ring(events_channel(run_id))
        return self.of(run_id)

    def _own(self, run_id: str) -> Evaluation:
        content = self._downloads.read(run_id, ArtifactName.EVALUATION).content
        return read(Evaluation, content)

    def _joined(self, run: Run, own: Evaluation) -> Compared:
        reference_run = run.id if run.recipe.method == ENSEMBLE else run.reference
        if reference_run is None:
            return self._with_single(run, own)
        reference = own if reference_run == run.id else self._own(reference_run)
        changes = {
            "single": mean_quality(reference.vertices),
            "single_from": "reference",
            "reference": reference.subspace,
            "reference_gain": reference.gain,
            "reference_run": reference_run,
            "reference_equivalent_trainings": reference.equivalent_trainings,
        }
        return Compared(own.model_copy(update=changes), reference_run)

    def _with_single(self, run: Run, own: Evaluation) -> Compared:
        """Without a reference: a plain network of this run, or of another run of the procedure."""
        plain = METHODS[run.recipe.method].plain if run.recipe.method in METHODS else ()
        if len(plain) == 1:
            source, single = run.id, own.subspace
        elif plain:
            source, single = run.id, mean_quality([own.vertices[vertex] for vertex in plain])
        else:
            elsewhere = self._plain_run(run.recipe)
            if elsewhere is None:
                return Compared(own, None)
            source, single = elsewhere, self._own(elsewhere).subspace
        return Compared(own.model_copy(update={"single": single, "single_from": "run"}), source)

    def _plain_run(self, recipe: Recipe | StoredRecipe) -> str | None:
        """A completed run of one plain network of the recipe's procedure."""
        if isinstance(recipe, StoredRecipe):
            return None
        with self._database.read() as session:
            return find_plain(session, recipe)

    def _with_sets(self, run: Run, joined: Evaluation, single_run: str | None) -> Evaluation:
        stored, single, reference = (
            self._stored(each) for each in (run.id, single_run, joined.reference_run)
        )
        own = {k: named(one, run.recipe.method) for k, one in by_name(stored).items()}
        test = test_split(joined)
        if "test" in own:
            test = test.model_copy(update={"retraining": own.pop("test").retraining})
        against = stored.result.against if stored else None
        if against and against.reference != joined.reference_run:
            against = None  # of a reference that has been replaced since
        foretold_here = test.retraining is not None
        sets = compared([test, *own.values()], single=by_name(single), reference=by_name(reference))
        found_so_far = (
            {
                "phase": stored.phase,
                "failure": stored.failure,
                "total_sets": stored.result.total_sets,
                "missing": stored.result.still_missing,
            }
            if stored
            else {}
        )
        return joined.model_copy(
            update={
                **found_so_far,
                "sets": list(sets),
                "against": against,
                "retraining_run": run.id if foretold_here else joined.reference_run,
            }
        )

    def _with_turn(self, evaluation: Evaluation) -> Evaluation:
        if evaluation.phase is None or evaluation.phase.terminal:
            return evaluation
        with self._database.read() as session:
            return evaluation.model_copy(update={"turn": turn(session, evaluation.run)})

    def _stored(self, run_id: str | None) -> StoredEvaluation | None:
        if run_id is None:
            return None
        with self._database.read() as session:
            return evaluations.get(session, run_id)

    def _with_parity(self, run: Run, evaluation: Evaluation) -> Evaluation:
        """Beside a plain run of the same cost where there is one, else of one training."""
        single, recipe = evaluation.single, run.recipe
        if isinstance(recipe, StoredRecipe) or not recipe.entry.compared:
            return evaluation
        if single is None or not evaluation.vertices:
            return evaluation
        plain, cost, paired = single, 1.0, evaluation.against
        epochs = round(recipe.epochs * evaluation.equivalent_trainings)
        if epochs != recipe.epochs:
            longer = self._plain_run(recipe.model_copy(update={"epochs": max(1, epochs)}))
            if longer is not None:
                plain, cost = self._own(longer).subspace, epochs / recipe.epochs
                paired = None
        return evaluation.model_copy(update={"parity": parity(evaluation, plain, cost, paired)})
