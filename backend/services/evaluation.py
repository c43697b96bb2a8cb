"""A run's own quality beside that of one plain network and of the Deep Ensemble."""

from backend.contracts.certificates import Evaluation
from backend.contracts.quality import Quality, mean_quality
from backend.contracts.runs import JobPhase, Run, RunQuery
from backend.services.artifacts import ArtifactName, Downloads
from backend.store import runs
from backend.store.database import Database

ENSEMBLE = "deep_ensemble"
MAX_SINGLES = 200


class Evaluations:
    def __init__(self, database: Database, downloads: Downloads) -> None:
        self._database = database
        self._downloads = downloads

    def of(self, run_id: str) -> Evaluation:
        """As measured when the run was trained, joined with what it is compared with."""
        own = self._own(run_id)
        with self._database.read() as session:
            run = runs.get(session, run_id)
        if run is None:
            return own
        return self._joined(run, own)

    def _own(self, run_id: str) -> Evaluation:
        content = self._downloads.read(run_id, ArtifactName.EVALUATION).content
        return Evaluation.model_validate_json(content)

    def _joined(self, run: Run, own: Evaluation) -> Evaluation:
        reference_run = run.id if run.recipe.method == ENSEMBLE else run.reference
        if reference_run is None:
            return self._with_single(run, own)
        reference = own if reference_run == run.id else self._own(reference_run)
        return own.model_copy(
            update={
                "single": mean_quality(reference.vertices),
                "single_from": "reference",
                "reference": reference.subspace,
                "reference_run": reference_run,
                "reference_equivalent_trainings": reference.equivalent_trainings,
            }
        )

    def _with_single(self, run: Run, own: Evaluation) -> Evaluation:
        """Without a reference: a plain network of this run, or of another run of the procedure."""
        if run.recipe.method == "single":
            single: Quality | None = own.subspace
        elif run.recipe.method == "curve_between":
            single = mean_quality([own.vertices[0], own.vertices[-1]])
        else:
            single = self._single_elsewhere(run)
        return own.model_copy(
            update={"single": single, "single_from": None if single is None else "run"}
        )

    def _single_elsewhere(self, run: Run) -> Quality | None:
        query = RunQuery(
            phase=JobPhase.COMPLETED,
            method="single",
            network=run.recipe.network,
            dataset=run.recipe.dataset,
            page_size=MAX_SINGLES,
        )
        with self._database.read() as session:
            singles = runs.page(session, query).items
        wanted = run.recipe.procedure_hash()
        same = (other for other in singles if other.recipe.procedure_hash() == wanted)
        other = next(same, None)
        return None if other is None else self._own(other.id).subspace
