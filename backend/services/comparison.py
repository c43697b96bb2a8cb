"""A run's rows beside those of one plain network and of the Deep Ensemble. Pure functions."""

from collections.abc import Iterator, Mapping, Sequence
from math import hypot
from typing import TypeVar

from backend.contracts.evaluation import Against, Evaluation, Gap, Parity
from backend.contracts.quality import Quality, Rows, SetEvaluation, mean_quality
from backend.contracts.representatives import formerly
from backend.store.evaluations import StoredEvaluation

SAME_COST = 0.05
"""Part by which the costs of two runs may differ."""

Figures = TypeVar("Figures")
Evaluated = TypeVar("Evaluated", Evaluation, SetEvaluation)
Sets = Mapping[str, SetEvaluation]


def by_name(stored: StoredEvaluation | None) -> dict[str, SetEvaluation]:
    """What the job has found; nothing where nobody asked for it."""
    return {one.name: one for one in stored.result.sets} if stored else {}


def named(evaluated: Evaluated, method: str) -> Evaluated:
    """With the name of its representative, also where it was stored before that was kept."""
    if evaluated.represented_by is not None:
        return evaluated
    return evaluated.model_copy(update={"represented_by": formerly(method)})


def test_split(evaluation: Evaluation) -> SetEvaluation:
    """The rows that were published with the run."""
    own = evaluation.vertices
    return SetEvaluation(
        name="test",
        kind="test",
        examples=evaluation.examples,
        networks=evaluation.subspace.members,
        represented_by=evaluation.represented_by,
        quality=Rows[Quality](
            subspace=evaluation.subspace,
            representative=evaluation.representative,
            vertex=mean_quality(own) if own else None,
            single=evaluation.single,
            reference=evaluation.reference,
        ),
    )


def compared(
    own: Sequence[SetEvaluation], *, single: Sets, reference: Sets
) -> Iterator[SetEvaluation]:
    """Sets of a run, with the rows of a plain run and of the reference on the same images.

    Args:
        own: As they were evaluated, without those rows.
        single: Of a run whose vertices are plain networks, by name.
        reference: Of the Deep Ensemble.
    """
    for one in own:
        plain, ensemble = single.get(one.name), reference.get(one.name)
        foretold = one.retraining or (ensemble.retraining if ensemble else None)
        changes: dict[str, object] = {"retraining": foretold}
        if one.kind != "test":  # whose rows were joined when the reference was found
            changes["quality"] = _beside(
                one.quality,
                plain.quality if plain else None,
                ensemble.quality if ensemble else None,
            )
            changes["detection"] = _beside(
                one.detection,
                plain.detection if plain else None,
                ensemble.detection if ensemble else None,
            )
        yield one.model_copy(update=changes)


def _beside(
    own: Rows[Figures] | None, single: Rows[Figures] | None, reference: Rows[Figures] | None
) -> Rows[Figures] | None:
    if own is None:
        return None
    return own.model_copy(
        update={
            "single": single.vertex if single else None,
            "reference": reference.subspace if reference else None,
        }
    )


def parity(
    evaluation: Evaluation, plain: Quality, cost: float, paired: Against | None = None
) -> Parity:
    """Whether representative and vertices have caught up with a plain network.

    Args:
        evaluation: With its own rows.
        plain: One network.
        cost: Of that network, in trainings of the procedure.
        paired: What comparing it image by image found, where that was done.
    """
    spent = evaluation.equivalent_trainings
    if paired:
        middle, vertices = paired.representative, paired.vertices
    else:
        own = evaluation.representative
        middle = None if own is None else _gap(own, plain)
        vertices = _gap(mean_quality(evaluation.vertices), plain)
    who = evaluation.represented_by
    behind = [
        f"{name} by {gap.nll:.4f} nats and {100 * gap.accuracy:.2f} points of accuracy"
        for name, gap in (
            (f"the {who.words if who else 'network'}", middle),
            ("its vertices", vertices),
        )
        if gap is not None and not gap.caught_up
    ]
    same = abs(cost - spent) <= SAME_COST * max(cost, spent)
    return Parity(
        plain_equivalent_trainings=cost,
        same_cost=same,
        paired=paired is not None,
        representative=middle,
        vertices=vertices,
        caught_up=not behind,
        sentence=_sentence(behind, cost, None if same else spent),
    )


def _sentence(behind: Sequence[str], cost: float, spent: float | None) -> str:
    plain = f"a plain run of {cost:.3g} {'training' if cost == 1 else 'trainings'}"
    difference = "" if spent is None else f" (the subspace cost {spent:.3g})"
    if behind:
        return f"Not caught up with {plain}{difference}: worse are {' and '.join(behind)}."
    return f"Caught up with {plain}{difference}, within the sampling uncertainty of the test set."


def _gap(networks: Quality, plain: Quality) -> Gap:
    nll, accuracy = networks.nll - plain.nll, plain.accuracy - networks.accuracy
    nll_error = hypot(networks.nll_standard_error, plain.nll_standard_error)
    accuracy_error = hypot(networks.accuracy_standard_error, plain.accuracy_standard_error)
    return Gap.of(nll, accuracy, nll_error, accuracy_error)
