"""Writes that survive a power cut: neither Python nor safetensors calls fsync."""

import os
from pathlib import Path
from secrets import token_hex


def write_durably(path: Path, content: bytes) -> None:
    """Write and sync the file; its name is durable once its folder is synced."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_durably(path: Path, content: bytes) -> None:
    """Replace the file at once: readers see the old bytes or the new ones, never a mixture."""
    beside = path.with_name(f"{path.name}.{token_hex(4)}.partial")
    write_durably(beside, content)
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in the folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
