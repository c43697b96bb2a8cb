"""A set is opened by its reader once; afterwards its own file gives the same tensors."""

from pathlib import Path

import pytest
import torch

from worker.datasets.cached_reader import Reader, cached
from worker.datasets.data import Part, Split


@pytest.fixture
def reads() -> list[Part]:
    return []


@pytest.fixture
def reader(tmp_path: Path, reads: list[Part]) -> Reader:
    (tmp_path / "SET").mkdir()

    def read(_: Path, part: Part) -> Split:
        reads.append(part)
        images = torch.arange(2 * 9, dtype=torch.uint8).reshape(2, 1, 3, 3)
        return Split(images, torch.tensor([3, 1]))

    return cached("SET", read)


def test_the_second_time_the_file_is_opened(
    tmp_path: Path, reader: Reader, reads: list[Part]
) -> None:
    first, second = reader(tmp_path, "train"), reader(tmp_path, "train")
    assert reads == ["train"]
    assert torch.equal(first.images, second.images)
    assert torch.equal(first.targets, second.targets)
    assert second.images.dtype == torch.uint8


def test_a_damaged_file_is_made_again(tmp_path: Path, reader: Reader, reads: list[Part]) -> None:
    reader(tmp_path, "test")
    (tmp_path / "SET" / "test.safetensors").write_bytes(b"torn")
    assert reader(tmp_path, "test").targets.tolist() == [3, 1]
    assert reads == ["test", "test"]
    assert reader(tmp_path, "test").targets.tolist() == [3, 1]
    assert reads == ["test", "test"]
