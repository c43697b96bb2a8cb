"""What a run is worth: its networks beside a plain one and the Deep Ensemble, and its record."""

from typing import Literal, Self

from pydantic import field_validator

from backend.contracts.base import Contract
from backend.contracts.data_sets import COMPANIONS, DATASETS
from backend.contracts.families import Representative
from backend.contracts.quality import Quality, SetEvaluation
from backend.contracts.reading import Kept
from backend.contracts.representatives import Represented
from backend.contracts.runs import Failure, JobPhase, RunFigures
from backend.contracts.turns import Turn

TOLERANCE = 2.0
"""Standard uncertainties by which networks may be worse and still count as equally good."""


class Gap(Contract):
    """How far networks stay behind a plain one; positive is worse."""

    nll: float
    """Nats."""
    accuracy: float
    """The plain network's less theirs."""
    nll_standard_uncertainty: float
    """Of the differences image by image, where `Parity.paired`; else as if both had been scored
    on other images: they share them, so it errs on the large side."""
    accuracy_standard_uncertainty: float
    caught_up: bool
    """Neither is worse by more than twice its standard uncertainty."""

    @classmethod
    def of(cls, nll: float, accuracy: float, nll_error: float, accuracy_error: float) -> Self:
        """From both differences and their standard uncertainties."""
        return cls(
            nll=nll,
            accuracy=accuracy,
            nll_standard_uncertainty=nll_error,
            accuracy_standard_uncertainty=accuracy_error,
            caught_up=nll <= TOLERANCE * nll_error and accuracy <= TOLERANCE * accuracy_error,
        )


class Parity(Represented):
    """Whether the subspace's networks are, each alone, as good as a plain run of the same cost."""

    plain_equivalent_trainings: float
    """Cost of the plain run they are compared with."""
    same_cost: bool
    """Whether that is what the subspace cost; else no such plain run is there."""
    paired: bool = False
    """Whether the images were compared one by one."""
    representative: Gap | None
    """Null for separate members."""
    vertices: Gap
    """On average."""
    caught_up: bool
    sentence: str
    """The verdict in words."""


class Equivalent(Contract):
    """Deep Ensemble Equivalent: retrainings whose ensemble is as good (Ashukha 2020).

    From NLL(N) = c + b / N, fitted to ensembles of some of the reference's networks.
    """

    value: float | None
    """By calibrated NLL; null where no number of retrainings is as good."""
    low: float | None
    high: float | None
    """95 % bootstrap interval, over images and retrainings; null is infinite."""
    largest: int
    """Retrainings of the reference: beyond it, and below one, the fit is extrapolated."""
    words: str
    """As it may be shown: extrapolated numbers only as bounds."""


class Against(Represented):
    """A run's networks beside those of its reference, image by image of the test split."""

    reference: str
    """Run of the Deep Ensemble."""
    equivalent: Equivalent | None
    """Null where the reference has a single network."""
    representative: Gap | None
    """Beside one network of the reference; null for separate members."""
    vertices: Gap
    """On average."""
    mean: Gap | None = None
    """The networks' averaged probabilities beside one network of the reference; null where it was
    evaluated before this was measured."""
    ensemble: Gap | None = None
    """The same beside the reference's averaged probabilities."""


class Evaluation(Represented):
    """The subspace's own rows, as measured when it was trained, and those it is compared with.

    The rows of the test split are there when the run is completed; `sets`, `missing` and the risk
    of flips grow while `phase` is running.
    """

    run: str
    subspace: Quality
    """Mean of the member probabilities: 32 samples, or all members."""
    representative: Quality | None
    """The network that stands for the family; null for separate members."""
    represented_by: Representative | None = None
    """Who that is, also where an earlier definition was another one."""
    vertices: list[Quality]
    """Every vertex, member or end point on its own."""
    gain: Gap | None = None
    """The averaged probabilities beside one of those networks, image by image; null where it was
    evaluated before this was measured."""
    single: Quality | None = None
    """One plain network of the procedure: averaged over the retrainings."""
    reference: Quality | None = None
    """The Deep Ensemble of the procedure."""
    reference_gain: Gap | None = None
    """The reference's own gain."""
    reference_run: str | None = None
    single_from: Kept[Literal["reference", "run"] | None] = None
    equivalent_trainings: float
    reference_equivalent_trainings: float | None = None
    examples: int
    phase: JobPhase | None = None
    """Of the sets below; null where nobody has asked for them."""
    failure: Failure | None = None
    total_sets: int | None = None
    """That there will be; null until a worker has begun."""
    sets: list[SetEvaluation] = []
    """The test split, foreign images, corrupted test images; those that are done."""
    missing: list[str] = []
    """A sentence for every foreign set that was left out."""
    retraining_run: str | None = None
    """Whose members foretell a further retraining: this run's, or its reference's."""
    against: Against | None = None
    """Null until it was evaluated beside its reference."""
    parity: Parity | None = None
    """Null where there is no plain network to compare with."""
    turn: Turn | None = None
    """Where its next set stands in the line of all that waits; null once it has ended."""


def figures_of(evaluation: Evaluation) -> RunFigures:
    """What lists of runs show of it."""
    return RunFigures.model_validate(
        {name: getattr(evaluation.subspace, name) for name in RunFigures.model_fields}
    )


class EvaluationResult(Contract):
    """What the job has found so far."""

    total_sets: int | None = None
    sets: list[SetEvaluation] = []
    missing: dict[str, str] = {}
    """Set that was left out -> a sentence that says why."""
    against: Against | None = None

    @property
    def still_missing(self) -> list[str]:
        """Why sets were left out whose results have not come since."""
        here = {one.name for one in self.sets}
        return [sentence for name, sentence in self.missing.items() if name not in here]

    @field_validator("missing", mode="before")
    @classmethod
    def _by_name(cls, missing: object) -> object:
        """Once these were sentences alone, each beginning with the title of its set."""
        if not isinstance(missing, list):
            return missing
        return {_set_of(str(sentence)): sentence for sentence in missing}


def _set_of(sentence: str) -> str:
    """Name of the set that a sentence begins with; else the sentence."""
    known = {**DATASETS, **COMPANIONS}.items()
    return next((n for n, entry in known if sentence.startswith(f"{entry.title} ")), sentence)


class Record(Contract):
    """Everything that bit-identical repetition depends on, and what the run cost."""

    gradient_evaluations: int
    """Examples that passed forward and backward; each network that it started from counts as one
    plain training."""
    equivalent_trainings: float
    """Gradient evaluations over those of one plain training."""
    parameters: int
    flops: float | None
    """Of the gradient evaluations."""
    seconds: float
    """Spent by the run itself."""
    device: str
    precision: str
    threads: int
    seeds: dict[str, int]
    rate_factor: float
    weight_decay_divided: bool
    data_sha256: str
    versions: dict[str, str]
    note: str | None = None
    """What the figures cannot say."""
    batch_norm: str = "none"
    """How running statistics were come by wherever networks were scored."""
    validation: int = 0
    """Training images that were held out."""
    log_volumes: list[float] = []
    """Of a complex, after every vertex that it grew by; natural logarithm of weight distances."""
