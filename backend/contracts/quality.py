"""How good predictive distributions are, on which images, and how sure one is of that."""

from collections.abc import Sequence
from statistics import fmean
from typing import Generic, Literal, TypeVar

from backend.contracts.base import Contract
from backend.contracts.families import Representative
from backend.contracts.reading import Kept
from backend.contracts.representatives import Represented


class Bin(Contract):
    """Images of similar confidence, in a reliability diagram."""

    images: int
    confidence: float
    """Mean probability of the leading class."""
    accuracy: float
    standard_error: float | None
    """Of the accuracy; null for one image."""


class Forecast(Contract):
    """How good probabilities are; null where a run was published before it was measured."""

    nll: float
    """Mean negative log-likelihood, nats."""
    nll_standard_error: float
    brier: float | None = None
    """Summed over classes, from 0 to 2 (Brier 1950)."""
    brier_standard_error: float | None = None
    ece: float | None = None
    """Expected calibration error, 15 bins of equal width."""
    ece_em: float | None = None
    """The same in 15 bins of equal mass."""
    ece_null: float | None = None
    """What perfectly calibrated probabilities of the same confidences would show as `ece`."""
    ece_null_standard_deviation: float | None = None
    aurc: float | None = None
    """Mean share of wrong answers over all coverages, least confident images withheld first."""
    reliability: list[Bin] = []
    """Of the bins of equal width that hold images; empty for an average over networks."""


class Quality(Forecast):
    """Of one predictive distribution; sampling standard errors over the images."""

    accuracy: float
    accuracy_standard_error: float
    members: int
    calibrated_nll: float | None = None
    """NLL after temperature scaling, cross-validated inside the same images (Ashukha 2020)."""
    calibrated_nll_standard_error: float | None = None
    temperature: float | None = None
    """Mean of those fitted; above 1 the probabilities were too sharp. Nothing to deploy."""
    scaled: Forecast | None = None
    """The probabilities after that scaling; their accuracy stays as it is."""
    recall: list[float | None] = []
    """Share of each class that is given that class; null where there are no images of it."""
    recall_standard_error: list[float | None] = []


class Histograms(Contract):
    """Shares of the images whose score lies between ascending edges."""

    edges: list[float]
    """Nats, evenly spaced on a logarithmic axis; one more than there are shares."""
    own: list[float]
    """The first share also holds what lies below the first edge."""
    foreign: list[float]


class Detection(Contract):
    """How well one score tells foreign images from own ones; fractions, all of them."""

    score: str
    """What ranks, the higher the more foreign: max_probability (minus its logarithm),
    predictive_entropy or mutual_information."""
    auroc: float
    auroc_standard_error: float
    """Sampling of both sets; of an average over networks, that of one of them."""
    aupr: float
    """Depends on how many foreign images there are."""
    fpr95: float
    """Share of foreign images accepted where 95 % of the own ones are."""
    fpr95_ood: float
    """Share of own images flagged where 95 % of the foreign ones are."""
    histograms: Histograms | None = None
    """Null for an average over networks, and where it was evaluated before this was kept."""


Figures = TypeVar("Figures")


class Rows(Represented, Generic[Figures]):
    """The same figures of networks that are compared."""

    subspace: Figures
    """Of the mean of the member probabilities."""
    representative: Figures | None
    """The network that stands for the family, see `represented_by`; null for separate members."""
    vertex: Figures | None
    """One vertex, member or end point on its own, averaged over them."""
    single: Figures | None = None
    """One plain network of the procedure, averaged over the retrainings."""
    reference: Figures | None = None
    """The Deep Ensemble of the procedure."""


class IntervalWidth(Contract):
    """Of the 95 % interval that a further retraining would fall into."""

    kind: Kept[Literal["usual", "pooled", "moderated"]]
    """From the probabilities of each image's own members alone, Student's t within 0 and 1; from
    the variance of the log-odds pooled over similar images; between the two, drawn towards the
    pooled one as far as the scatter about it says (Smyth 2004)."""
    degrees_of_freedom: float | None
    """Null for the normal distribution."""
    median_width: float
    """In probability of the leading class."""
    mean_width: float
    median_log_odds_width: float | None
    mean_log_odds_width: float | None
    """Null where the interval is one of the probability itself, as the usual one is. Earlier
    versions took that one from log-odds, which makes it far wider, and gave their width here."""

    @property
    def current(self) -> bool:
        """Whether it is what its name says today."""
        return (self.mean_log_odds_width is None) == (self.kind == "usual")


class FlipRisk(Contract):
    """Chance that one further retraining names another class, over the images."""

    kind: Kept[Literal["pooled", "moderated"]]
    expected: float
    """Number of images whose class would change."""
    safe_share: float
    """Share of the images with a risk of at most 1 %."""


class Retraining(Contract):
    """What one further retraining would say about these images, from independent members.

    The pooled variance is that of these very images: it holds for no others.
    """

    population: str
    """The set of images it was pooled on and holds for."""
    members: int
    examples: int
    level: float
    intervals: list[IntervalWidth]
    flips: list[FlipRisk]


class SetEvaluation(Contract):
    """Everything about one set of images."""

    name: str
    """test, a foreign data set, or a corruption and its strength as in noise-3."""
    kind: Kept[Literal["test", "foreign", "corrupted"]]
    examples: int
    networks: int
    """Of the subspace, whose probabilities are averaged."""
    own_examples: int | None = None
    """Test images that the foreign ones are told from."""
    represented_by: Representative | None = None
    """Who the representative is."""
    quality: Rows[Quality] | None = None
    """Null for foreign images, which have none of the classes."""
    detection: Rows[list[Detection]] | None = None
    """Of foreign images."""
    retraining: Retraining | None = None
    """From the run's own independent members, or from its reference's; null without any."""


def mean_quality(networks: Sequence[Quality]) -> Quality:
    """What one of these networks is worth on average.

    The sampling errors are averaged too: all networks saw the same test images, so that averaging
    over networks does not shrink them. Diagrams of single networks have no average.
    """
    scaled = [n.scaled for n in networks if n.scaled is not None]
    return Quality.model_validate(
        {
            **_means(networks, (*_FORECAST, *_QUALITY)),
            "members": 1,
            "scaled": _means(scaled, _FORECAST) if len(scaled) == len(networks) else None,
            "recall": _columns([n.recall for n in networks]),
            "recall_standard_error": _columns([n.recall_standard_error for n in networks]),
        }
    )


def mean_detection(networks: Sequence[Sequence[Detection]]) -> list[Detection]:
    """The same for detections, score by score."""
    fields = [name for name in Detection.model_fields if name not in ("score", "histograms")]
    return [
        Detection(
            score=same[0].score,
            **{name: fmean(getattr(one, name) for one in same) for name in fields},
        )
        for same in zip(*networks, strict=True)
    ]


_FORECAST = tuple(name for name in Forecast.model_fields if name != "reliability")
_QUALITY = (
    "accuracy",
    "accuracy_standard_error",
    "calibrated_nll",
    "calibrated_nll_standard_error",
    "temperature",
)


def _means(networks: Sequence[Forecast], names: Sequence[str]) -> dict[str, float | None]:
    """Field by field; null where one of them has none."""
    return {name: _mean([getattr(n, name) for n in networks]) for name in names}


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known and len(known) == len(values) else None


def _columns(lists: Sequence[Sequence[float | None]]) -> list[float | None]:
    return [_mean(column) for column in zip(*lists, strict=False)]
