"""How good the networks of a run are: quality on the test split."""

from typing import Literal

from backend.contracts.base import Contract


class Quality(Contract):
    """Of one predictive distribution; sampling standard errors over the test images."""

    accuracy: float
    accuracy_standard_error: float
    nll: float
    nll_standard_error: float
    members: int


class Evaluation(Contract):
    """The subspace's own rows, as measured when it was trained, and those it is compared with."""

    run: str
    subspace: Quality
    """Mean of the member probabilities: 32 samples, or all members."""
    centroid: Quality | None
    """Equal coefficients; null for separate members."""
    vertices: list[Quality]
    """Every vertex, member or end point on its own."""
    single: Quality | None = None
    """One plain network of the procedure: accuracy and NLL averaged over the retrainings."""
    reference: Quality | None = None
    """The Deep Ensemble of the procedure."""
    reference_run: str | None = None
    single_from: Literal["reference", "run"] | None = None
    equivalent_trainings: float
    reference_equivalent_trainings: float | None = None
    examples: int


class Record(Contract):
    """Everything that bit-identical repetition depends on, and what the run cost."""

    gradient_evaluations: int
    equivalent_trainings: float
    parameters: int
    flops: float | None
    seconds: float
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
