"""What networks of runs say about whole sets of images; kept warm for the next question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from backend.contracts.image_sets import ImageSet
from backend.contracts.landscapes import Landscape
from backend.contracts.predictions import Point, PredictionRequest, Sample
from backend.store import landscapes
from worker.datasets.data import Data
from worker.engine.context import Context
from worker.engine.engine import Examples
from worker.engine.refusal import RequestRefused
from worker.evaluation.sets import foreign_examples
from worker.jobs.process import Process
from worker.jobs.subspaces import warm_subspace
from worker.prediction.members import members_of, sampled
from worker.prediction.output_cache import NamedExamples, Network

MOST_RETRAININGS = 32
"""Of a reference; a larger one is represented by its first."""


def networks_at(points: Sequence[Point], run_id: str, here: Process) -> list[Network]:
    """Networks of a run, each on the plane of its own landscape where it lies on one.

    Raises:
        RequestRefused: The run has no such network.
        NotTrained: The run has no networks.
    """
    known = _landscapes(points, here)
    context = warm_subspace(run_id, here)
    return [
        _network(point, f"/points/{number}", context, known) for number, point in enumerate(points)
    ]


def _network(
    point: Point, pointer: str, context: Context, known: Mapping[str, Landscape]
) -> Network:
    landscape = known.get(point.landscape or "")
    own = context.through(landscape.request.plane.vertices) if landscape else context

    def is_landscape(name: str) -> bool:
        return name in known and known[name].run == context.run

    try:
        (member,) = members_of(PredictionRequest(point=point), own, is_landscape)
    except RequestRefused as refusal:
        told = refusal.pointer.replace("/point", pointer, 1)
        raise RequestRefused(told, refusal.sentence) from None
    return Network(replace(member, pointer=member.pointer.replace("/point", pointer, 1)), own)


def networks_drawn(sample: Sample, run_id: str, here: Process) -> list[Network]:
    context = warm_subspace(run_id, here)
    return [Network(member, context) for member in sampled(sample, context)]


def retrainings(reference_run: str, here: Process) -> list[Network]:
    """The members of a Deep Ensemble."""
    return networks_drawn(Sample(), reference_run, here)[:MOST_RETRAININGS]


def test_images(context: Context, count: int | None) -> NamedExamples:
    """The whole test split, or a fixed random part of it."""
    examples = context.examples("test", count)
    return NamedExamples((context.data.sha256, "test", len(examples)), examples)


def foreign_images(name: str, data: Data, here: Process) -> NamedExamples:
    """Those of a foreign set that an evaluation uses, too.

    Raises:
        DatasetUnavailable: It cannot be opened on this machine.
    """

    def prepared() -> Examples:
        images = ImageSet(name, "foreign", name)
        return replace(foreign_examples(images, data, here.settings.data_path), kept=True)

    return NamedExamples((data.sha256, name), data.derived(name, prepared))


def _landscapes(points: Sequence[Point], here: Process) -> dict[str, Landscape]:
    """Those that points lie on, by id."""
    names = {point.landscape for point in points if point.landscape}
    if not names:
        return {}
    with here.database.read() as session:
        found = {name: landscapes.get(session, name) for name in names}
    return {name: landscape for name, landscape in found.items() if landscape}
