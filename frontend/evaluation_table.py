"""An evaluation as a table of text."""

from collections.abc import Iterator, Sequence

from backend.contracts.evaluation import Equivalent, Evaluation
from backend.contracts.figures import count, fixed, percent
from backend.contracts.quality import Detection, Quality, Retraining, Rows, SetEvaluation

GAP = "  "
SHOWN_SCORE = "max_probability"


def lines(evaluation: Evaluation) -> Iterator[str]:
    """All there is, set by set; what is not known is a dash."""
    for one in evaluation.sets:
        names = row_names(evaluation, one)
        yield f"{one.name}, {count(one.examples)} images{_networks(one)}"
        if one.quality is not None:
            yield from _table(QUALITY_HEAD, _qualities(one.quality, names))
        if one.detection is not None:
            yield from _table(DETECTION_HEAD, _detections(one.detection, names))
        if one.retraining is not None:
            yield from _foretold(one.retraining)
        yield ""
    yield from evaluation.missing
    if evaluation.against is not None and evaluation.against.equivalent is not None:
        yield _equivalent(evaluation.against.equivalent)
    if evaluation.parity is not None:
        yield evaluation.parity.sentence


def _equivalent(found: Equivalent) -> str:
    low, high = (_bound(end, found.largest) for end in (found.low, found.high))
    return (
        f"Worth {found.words} retrainings by calibrated NLL (Deep Ensemble Equivalent; "
        f"95 % interval {low} to {high}; the reference has {found.largest})."
    )


def _bound(value: float | None, largest: int) -> str:
    if value is None or value > largest:
        return f"> {largest}"
    return "< 1" if value < 1 else fixed(value, 1)


def row_names(evaluation: Evaluation, one: SetEvaluation) -> dict[str, str]:
    """Row of the contract -> what a person reads; an ensemble is its own reference."""
    reference, who = evaluation.reference, one.represented_by
    if evaluation.reference_run == evaluation.run:
        return {"subspace": "retrainings, mean", "vertex": "one network"}
    return {
        "subspace": "mean of the subspace",
        "representative": who.words if who else "one network of it",
        "vertex": "one vertex",
        "single": "one network",
        "reference": f"{reference.members if reference else 0} retrainings, mean",
    }


def _networks(one: SetEvaluation) -> str:
    several = f", {one.networks} networks" if one.networks else ""
    return several + (f", told from {count(one.own_examples)} own ones" if one.own_examples else "")


QUALITY_HEAD = ("", "accuracy", "NLL", "calibrated", "Brier", "ECE", "by chance", "scaled", "AURC")
DETECTION_HEAD = ("", "AUROC", "AUPR", "FPR95", "FPR95 own", "AUROC of mutual information")


def _qualities(rows: Rows[Quality], names: dict[str, str]) -> Iterator[Sequence[str]]:
    for row, name in names.items():
        quality: Quality | None = getattr(rows, row)
        if quality is not None:
            yield (
                name,
                percent(quality.accuracy, error=quality.accuracy_standard_error),
                fixed(quality.nll, error=quality.nll_standard_error),
                fixed(quality.calibrated_nll),
                fixed(quality.brier),
                fixed(quality.ece),
                fixed(quality.ece_null),
                fixed(quality.scaled.ece if quality.scaled else None),
                fixed(quality.aurc, 5),
            )


def _detections(rows: Rows[list[Detection]], names: dict[str, str]) -> Iterator[Sequence[str]]:
    for row, name in names.items():
        found: list[Detection] = getattr(rows, row) or []
        scores = {detection.score: detection for detection in found}
        if SHOWN_SCORE not in scores:
            continue
        shown, information = scores[SHOWN_SCORE], scores.get("mutual_information")
        yield (
            name,
            fixed(shown.auroc, error=shown.auroc_standard_error),
            fixed(shown.aupr),
            fixed(shown.fpr95),
            fixed(shown.fpr95_ood),
            fixed(information.auroc if information else None),
        )


def _foretold(retraining: Retraining) -> Iterator[str]:
    """Of a further retraining: flips and the width of intervals, from all members there are."""
    kinds = " / ".join(flips.kind for flips in retraining.flips)
    expected = " / ".join(fixed(flips.expected, 1) for flips in retraining.flips)
    safe = " / ".join(percent(flips.safe_share, 1) for flips in retraining.flips)
    yield (
        f"{GAP}further retraining, from {retraining.members} ({kinds}): changes {expected} of "
        f"{count(retraining.examples)} labels; risk at most 1 % for {safe} of the images"
    )
    widths = ", ".join(
        f"{one.kind} {fixed(one.mean_width)}" for one in retraining.intervals if one.current
    )
    yield f"{GAP}width of its {percent(retraining.level, 0)} interval, mean: {widths}"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    cells = [head, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for name, *others in cells:
        padded = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        yield GAP + GAP.join([name.ljust(widths[0]), *padded])
