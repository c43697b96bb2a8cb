"""An evaluation as text: every set with its rows, whatever is known of them."""

import pytest

from backend.contracts.evaluation import Against, Equivalent, Evaluation, Gap
from backend.contracts.families import MIDDLE, Representative
from backend.contracts.quality import (
    Detection,
    FlipRisk,
    IntervalWidth,
    Retraining,
    Rows,
    SetEvaluation,
)
from backend.contracts.representatives import FORMER
from frontend.evaluation_table import lines
from tests.backend.trainings import quality

RUN, REFERENCE = "aaaabbbbcccc", "ddddeeeeffff"


def detection(score: str, auroc: float) -> Detection:
    return Detection(
        score=score, auroc=auroc, auroc_standard_error=0.01, aupr=0.5, fpr95=0.4, fpr95_ood=0.3
    )


FORETOLD = Retraining(
    population="test",
    members=5,
    examples=10_000,
    level=0.95,
    intervals=[
        IntervalWidth(
            kind="pooled",
            degrees_of_freedom=None,
            median_width=0.01,
            mean_width=0.05,
            median_log_odds_width=1,
            mean_log_odds_width=2,
        ),
        *(
            IntervalWidth(
                kind="usual",
                degrees_of_freedom=4,
                median_width=0.07,
                mean_width=width,
                median_log_odds_width=odds,
                mean_log_odds_width=odds,
            )
            for width, odds in ((0.09, None), (0.57, 3.0))  # as it is, and as it once was
        ),
    ],
    flips=[FlipRisk(kind="pooled", expected=63.2, safe_share=0.952)],
)


@pytest.fixture
def evaluation() -> Evaluation:
    rows = Rows(
        subspace=quality(0.98, members=32),
        representative=quality(0.97),
        vertex=quality(0.96),
        reference=quality(0.99, members=5),
    )
    found = Rows(
        subspace=[detection("max_probability", 0.91), detection("mutual_information", 0.93)],
        representative=None,
        vertex=[detection("max_probability", 0.89)],
    )
    return Evaluation(
        run=RUN,
        subspace=quality(0.98, members=32),
        representative=None,
        vertices=[quality(0.96)],
        reference=quality(0.99, members=5),
        reference_run=REFERENCE,
        equivalent_trainings=1,
        examples=10_000,
        sets=[
            SetEvaluation(
                name="test",
                kind="test",
                examples=10_000,
                networks=32,
                represented_by=MIDDLE,
                quality=rows,
                retraining=FORETOLD,
            ),
            SetEvaluation(
                name="notmnist",
                kind="foreign",
                examples=2000,
                own_examples=2000,
                networks=8,
                detection=found,
            ),
        ],
        missing=["KMNIST is not on this machine."],
    )


def test_rows_stand_under_each_other(evaluation: Evaluation) -> None:
    shown = list(lines(evaluation))
    assert shown[0] == "test, 10,000 images, 32 networks"
    assert {len(line) for line in shown[1:6]} == {len(shown[1])}
    assert shown[2].split()[:4] == ["mean", "of", "the", "subspace"]
    assert "98.00 % ± 0.10" in shown[2]
    assert "5 retrainings, mean" in shown[5]
    assert "–" in shown[2].split()
    assert "KMNIST is not on this machine." in shown


@pytest.mark.parametrize("who", [MIDDLE, FORMER])
def test_the_network_that_stands_for_the_family_is_named(
    evaluation: Evaluation, who: Representative
) -> None:
    sets = [one.model_copy(update={"represented_by": who}) for one in evaluation.sets]
    (line,) = [one for one in lines(evaluation.model_copy(update={"sets": sets})) if "97.00" in one]
    assert line.strip().startswith(who.words)


def test_flips_and_intervals_are_told_in_words(evaluation: Evaluation) -> None:
    text = "\n".join(lines(evaluation))
    assert "changes 63.2 of 10,000 labels; risk at most 1 % for 95.2 % of the images" in text
    assert "width of its 95 % interval, mean: pooled 0.0500" in text


def test_foreign_images_show_how_they_are_told_apart(evaluation: Evaluation) -> None:
    text = "\n".join(lines(evaluation))
    assert "notmnist, 2,000 images, 8 networks, told from 2,000 own ones" in text
    (line,) = [line for line in text.splitlines() if "0.9300" in line]
    assert "0.9100 ± 0.0100" in line


def test_an_ensemble_is_not_shown_twice(evaluation: Evaluation) -> None:
    text = "\n".join(lines(evaluation.model_copy(update={"reference_run": RUN})))
    assert "retrainings, mean" in text
    assert MIDDLE.words not in text
    assert "mean of the subspace" not in text


def test_its_equivalent_stands_in_words(evaluation: Evaluation) -> None:
    gap = Gap(
        nll=0.01,
        accuracy=0,
        nll_standard_uncertainty=0.002,
        accuracy_standard_uncertainty=0.001,
        caught_up=False,
    )
    equivalent = Equivalent(value=2.14, low=0.7, high=None, largest=8, words="2.1")
    against = Against(reference=REFERENCE, equivalent=equivalent, representative=None, vertices=gap)
    text = "\n".join(lines(evaluation.model_copy(update={"against": against})))
    assert "Worth 2.1 retrainings by calibrated NLL" in text
    assert "95 % interval < 1 to > 8; the reference has 8" in text
