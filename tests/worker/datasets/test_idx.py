"""Sets in MNIST's format: tiny files of ours, the real ones where they are."""

import struct
from pathlib import Path

import pytest
import torch
from torch import Tensor

from backend.contracts.catalog import COMPANIONS as CATALOG
from worker.datasets import foreign_images, idx, load
from worker.datasets.errors import DatasetDamaged, DatasetMissing, DatasetUnavailable

IMAGES = torch.randint(0, 256, (3, 28, 28), dtype=torch.uint8)


def write_idx(file: Path, content: Tensor) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    header = struct.pack(f">HBB{content.ndim}I", 0, 8, content.ndim, *content.shape)
    file.write_bytes(header + content.numpy().tobytes())


def write_split(raw: Path, prefix: str, labels: list[int]) -> None:
    write_idx(raw / f"{prefix}-images-idx3-ubyte", IMAGES)
    write_idx(raw / f"{prefix}-labels-idx1-ubyte", torch.tensor(labels, dtype=torch.uint8))


@pytest.mark.parametrize(
    ("name", "folder"), [("fashion_mnist", "FashionMNIST"), ("kmnist", "KMNIST")]
)
def test_unpacked_files_are_read_without_a_network(tmp_path, monkeypatch, no_network, name, folder):
    raw = tmp_path / folder / "raw"
    write_split(raw, "train", [1, 2, 3])
    write_split(raw, "t10k", [4, 5, 6])
    sizes = {file.name: file.stat().st_size for file in raw.iterdir()}
    monkeypatch.setattr(idx, "UNPACKED_BYTES", sizes)
    data = load(name, {}, tmp_path)
    assert torch.equal(data.train.images[:, 0], IMAGES)
    assert (data.train.targets.tolist(), data.test.targets.tolist()) == ([1, 2, 3], [4, 5, 6])


@pytest.mark.parametrize(
    ("name", "title", "file"),
    [
        ("fashion_mnist", "Fashion-MNIST", "FashionMNIST/raw/train-images-idx3-ubyte.gz"),
        ("kmnist", "KMNIST", "KMNIST/raw/train-images-idx3-ubyte.gz"),
        ("svhn", "SVHN", "SVHN/train_32x32.mat"),
        ("emnist_letters", "EMNIST letters", "EMNIST/raw/emnist-letters-test-images-idx3-ubyte"),
        ("notmnist", "notMNIST", "notMNIST/raw/t10k-images-idx3-ubyte"),
    ],
)
def test_a_missing_set_says_what_to_put_where(tmp_path, no_network, name, title, file):
    with pytest.raises(DatasetMissing) as missing:
        foreign_images(name, tmp_path) if name in CATALOG else load(name, {}, tmp_path)
    for words in (f"{title} is not on this machine", str(tmp_path / file), "PAYSAGE_DATA_DIR"):
        assert words in str(missing.value)


def test_letters_stand_upright_and_begin_with_0(tmp_path):
    write_split(tmp_path / "EMNIST" / "raw", "emnist-letters-test", [1, 26, 2])
    split = foreign_images("emnist_letters", tmp_path)
    assert torch.equal(split.images[:, 0], IMAGES.transpose(1, 2))
    assert split.targets.tolist() == [0, 25, 1]


def test_printed_letters_are_read_as_they_are(tmp_path):
    write_split(tmp_path / "notMNIST" / "raw", "t10k", [0, 9, 1])
    split = foreign_images("notmnist", tmp_path)
    assert torch.equal(split.images[:, 0], IMAGES)
    assert split.targets.tolist() == [0, 9, 1]


@pytest.mark.parametrize("labels", [[1, 2], [1, 2, 3, 4]])
def test_labels_must_be_as_many_as_images(tmp_path, labels):
    write_split(tmp_path / "notMNIST" / "raw", "t10k", labels)
    with pytest.raises(DatasetDamaged, match=f"{len(labels)} labels for 3 images"):
        foreign_images("notmnist", tmp_path)


def test_a_cut_file_is_called_damaged(tmp_path):
    raw = tmp_path / "notMNIST" / "raw"
    write_split(raw, "t10k", [1, 2, 3])
    whole = (raw / "t10k-images-idx3-ubyte").read_bytes()
    (raw / "t10k-images-idx3-ubyte").write_bytes(whole[:-5])
    with pytest.raises(DatasetDamaged, match="notMNIST cannot be read"):
        foreign_images("notmnist", tmp_path)


def test_what_is_unavailable_counts_as_a_lack_of_the_machine():
    assert issubclass(DatasetUnavailable, OSError)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("emnist_letters", "EMNIST/raw/emnist-letters-test-images-idx3-ubyte"),
        ("notmnist", "notMNIST/raw/t10k-images-idx3-ubyte"),
    ],
)
def test_real_companions_are_as_the_catalog_says(real_data, name, file):
    entry, split = CATALOG[name], foreign_images(name, real_data(file))
    assert split.images.shape == (entry.test_examples, *entry.shape)
    per_class = entry.test_examples // len(entry.classes)
    assert split.targets.bincount().tolist() == [per_class] * len(entry.classes)
