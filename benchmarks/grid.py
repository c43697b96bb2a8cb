"""Points of a landscape per second beside a plain loop, and the time of one prediction.

Run as `python -m benchmarks.grid`. Both sides use one thread, score the same points on 10,000
images, and take turns, so that a busy machine slows both.
"""

import platform
import time
from collections.abc import Callable
from statistics import median

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from backend.contracts.catalog import DATASETS, NETWORKS, Family
from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.predictions import PredictionRequest, Sample
from worker.datasets.data import Data, Split
from worker.engine.context import Context
from worker.landscape.grid import evaluate_tile, survey
from worker.networks import network
from worker.prediction.predict import predict
from worker.subspaces.families import geometry_of
from worker.subspaces.layout import Layout

EXAMPLES = 10_000
ROUNDS = 3
PREDICTIONS = 50
REQUEST = LandscapeRequest()
TILE = [(8, column) for column in range(1, 33, 2)]


def random_curve(name: str) -> Context:
    """Three random networks of the catalog's defaults over random images: speed is the same."""
    dataset, generator = DATASETS["mnist"], torch.Generator().manual_seed(0)
    images = torch.randint(256, (EXAMPLES, *dataset.shape), dtype=torch.uint8, generator=generator)
    split = Split(images, torch.randint(10, (EXAMPLES,), generator=generator))
    module = network(dataset, name, NETWORKS[name].options().model_dump())
    start = Layout.of(module).flatten(module)
    displacements = 0.02 * torch.randn(3, len(start), generator=generator)
    vertices = start + displacements
    return Context(
        run="benchmark000",
        family=Family.CURVE,
        geometry=geometry_of("bezier", vertices),
        vertices=vertices,
        module=module,
        data=Data.of(split, split, mean=(0.5,), std=(0.25,)),
        seed=0,
    )


def plain_point(module: nn.Module, loader: DataLoader, flat: torch.Tensor) -> tuple[float, float]:
    """Loss and accuracy as most code computes them."""
    module.load_state_dict(Layout.of(module).views(flat))
    loss, correct = 0.0, 0
    with torch.no_grad():
        for images, targets in loader:
            logits = module(images)
            loss += nn.functional.cross_entropy(logits, targets, reduction="sum").item()
            correct += (logits.argmax(dim=1) == targets).sum().item()
    return loss / EXAMPLES, correct / EXAMPLES


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare_grid(name: str) -> str:
    """One line: points per second of both sides, medians over interleaved rounds."""
    context = random_curve(name)
    geometry = survey(context, REQUEST)
    examples = context.examples("test")
    loader = DataLoader(TensorDataset(examples.images, examples.targets), batch_size=128)
    flat = context.plane.point(geometry.x[1], geometry.y[8])
    engine, plain = [], []
    update = evaluate_tile(context, REQUEST, geometry, TILE)
    for _ in range(ROUNDS):
        plain.append(seconds(lambda: plain_point(context.module, loader, flat)))
        engine.append(seconds(lambda: evaluate_tile(context, REQUEST, geometry, TILE)) / len(TILE))
    difference = abs(
        float(update.values["loss"][0] or "nan") - plain_point(context.module, loader, flat)[0]
    )
    ratio = median(p / e for p, e in zip(plain, engine, strict=True))
    return (
        f"{name:4} grid: {1 / median(engine):6.1f} points/s, plain loop {1 / median(plain):5.1f}, "
        f"ratio {ratio:.1f}; their losses differ by {difference:.1e}"
    )


def time_predictions(name: str) -> str:
    """One line: a warm prediction of 24 images by 32 members, and of one network."""
    context = random_curve(name)
    ranking = {"mutual_information": torch.rand(EXAMPLES)}
    lines = []
    for label, request in {
        "24 images x 32 members": PredictionRequest(sample=Sample()),
        "24 images x 1 member, and its loss on 10,000": PredictionRequest(point={"t": 0.37}),
    }.items():

        def ask(request: PredictionRequest = request) -> object:
            return predict(
                request, context, load_scores=lambda: ranking, is_landscape=lambda _: True
            )

        ask()
        times = sorted(seconds(ask) for _ in range(PREDICTIONS))
        lines.append(
            f"{name:4} {label}: median {1e3 * median(times):.1f} ms, "
            f"p95 {1e3 * times[int(0.95 * PREDICTIONS)]:.1f} ms"
        )
    return "\n".join(lines)


def main() -> None:
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, {platform.processor() or platform.machine()}, one thread")
    for name in NETWORKS:
        print(compare_grid(name), time_predictions(name), sep="\n", flush=True)


if __name__ == "__main__":
    main()
