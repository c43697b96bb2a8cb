"""`python -m benchmarks.results`: trains what is missing and writes docs/results/methods.csv.

Every cell is trained in slices of at most ten minutes; stop at any time and start again.
"""

import argparse
from collections import deque
from pathlib import Path

import torch
from rich.progress import Progress as Bar

from backend.contracts.settings import Settings
from benchmarks.results.cells import METHODS, Cell, cells
from benchmarks.results.table import ROW, TABLE, score, write_table
from benchmarks.results.training import finished, train_slice
from worker.datasets import load
from worker.datasets.data import Data
from worker.machine.device import choose_device, prepare

FOLDER = Path.home() / ".cache" / "paysage" / "results"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of checkpoints and weights")
    parser.add_argument("--threads", type=int, default=0, help="0 takes one per core")
    parser.add_argument("--methods", nargs="*", default=METHODS)
    parser.add_argument("--networks", nargs="*", help="as dataset/network; all by default")
    arguments = parser.parse_args()
    settings = Settings()
    device = choose_device(settings.device)
    prepare(device, arguments.threads or torch.get_num_threads())
    chosen = [
        cell
        for cell in cells()
        if cell.recipe.method in arguments.methods
        and (not arguments.networks or _network(cell) in arguments.networks)
    ]
    with Bar() as bar:
        _work(chosen, settings.data_path, device, arguments.folder, bar)
    print(f"{TABLE}: {write_table(arguments.folder)} of {len(list(cells()))} rows")


def _network(cell: Cell) -> str:
    return f"{cell.recipe.dataset}/{cell.recipe.network}"


def _work(chosen: list[Cell], data_path: Path, device: torch.device, root: Path, bar: Bar) -> None:
    queue, total = deque(chosen), bar.add_task("cells", total=len(chosen))
    loaded: dict[str, Data] = {}
    while queue:
        cell = queue.popleft()
        if not (root / cell.name / ROW).exists():
            data = _data(cell, data_path, device, loaded)
            if not finished(root / cell.name) and not train_slice(cell, data, device, root, bar):
                queue.appendleft(cell)
                continue
            score(cell, data, device, root)
            write_table(root)
        bar.advance(total)


def _data(cell: Cell, path: Path, device: torch.device, loaded: dict[str, Data]) -> Data:
    """The cell's data set; one is kept."""
    key = f"{cell.recipe.dataset} {cell.recipe.dataset_options}"
    if key not in loaded:
        loaded.clear()
        loaded[key] = load(cell.recipe.dataset, cell.recipe.dataset_options, path, device)
    return loaded[key]


if __name__ == "__main__":
    main()
