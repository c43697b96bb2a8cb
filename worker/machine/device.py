"""The device a worker process computes on, and how its matrix products are done.

`python -m worker.machine.device cuda` ends with a sentence where there is no such device.
"""

import platform
import sys
from pathlib import Path

import torch

ACCURATE = 1e-5
"""Relative error that float32 products may have; bfloat16 ones have about 3e-3."""


class DeviceMissing(Exception):
    """The device that was asked for is not on this machine; one sentence."""


def choose_device(wanted: str) -> torch.device:
    """The device for the setting `auto`, `cpu` or `cuda`.

    Raises:
        DeviceMissing: torch finds none of that kind.
    """
    if wanted == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if wanted == "cuda" and not torch.cuda.is_available():
        raise DeviceMissing(
            "PAYSAGE_DEVICE is cuda, but torch finds no CUDA device here; "
            "set it to auto or cpu, or install a CUDA build of torch"
        )
    return torch.device(wanted)


def prepare(device: torch.device, threads: int) -> None:
    """Set threads and matrix products of this process; once, before any work.

    "medium" sends float32 products to oneDNN, up to twice as fast as MKL on AMD at full accuracy,
    but means real bfloat16 where the processor multiplies it (AMX): the self-test decides.
    """
    torch.set_num_threads(threads)
    torch.set_float32_matmul_precision("medium" if device.type == "cpu" else "highest")
    if not _products_are_accurate(device):
        torch.set_float32_matmul_precision("highest")


def _products_are_accurate(device: torch.device) -> bool:
    """Compare products of a training step's shapes with float64."""
    generator = torch.Generator().manual_seed(0)
    left = torch.randn(128, 784, generator=generator).to(device)
    right = torch.randn(784, 256, generator=generator).to(device)
    error = (left @ right).double() - left.double() @ right.double()
    return bool(error.norm() / (left.double() @ right.double()).norm() < ACCURATE)


def device_title(device: torch.device) -> str:
    """What computes, with its instruction set, as it stands in a run's record."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{_processor()}, {torch.backends.cpu.get_cpu_capability()}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    try:
        choose_device(sys.argv[1])
    except DeviceMissing as missing:
        sys.exit(str(missing))
