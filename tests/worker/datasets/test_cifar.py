"""CIFAR's files: what is read, and everything that is refused."""

import hashlib
import pickle  # noqa: TID251 - tests write what the reader must read or refuse
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from backend.contracts.catalog import DATASETS as CATALOG
from worker.datasets import foreign_images, load
from worker.datasets.errors import DatasetDamaged, DatasetMissing
from worker.datasets.vision import datasets

CIFAR10, CIFAR100 = datasets.CIFAR10, datasets.CIFAR100


def pixels(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, 3072), dtype=np.uint8)


def write(file: Path, content: Any) -> list[str]:
    """The file as torchvision lists it, with its true md5."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # 3 keeps bytes as they are, as Python 2 did its strings
    file.write_bytes(pickle.dumps(content, protocol=3))
    return [file.name, hashlib.md5(file.read_bytes()).hexdigest()]


@pytest.fixture
def cifar10(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two batches of three images and a test batch of two, as if they were the originals."""
    folder = tmp_path / CIFAR10.base_folder
    train = [
        write(folder / f"data_batch_{n}", {"data": pixels(3, n), "labels": [n, 0, 9]})
        for n in (1, 2)
    ]
    test = write(folder / "test_batch", {"data": pixels(2, 7), "labels": [4, 5]})
    monkeypatch.setattr(CIFAR10, "train_list", train)
    monkeypatch.setattr(CIFAR10, "test_list", [test])
    return tmp_path


def replaced(data_path: Path, content: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another test batch whose md5 is the listed one."""
    file = data_path / CIFAR10.base_folder / "test_batch"
    monkeypatch.setattr(CIFAR10, "test_list", [write(file, content)])


def test_batches_are_joined_in_order(cifar10):
    data = load("cifar10", {"augment": True}, cifar10)
    assert data.train.images.shape == (6, 3, 32, 32)
    assert data.train.targets.tolist() == [1, 0, 9, 2, 0, 9]
    assert torch.equal(data.test.images.flatten(1), torch.from_numpy(pixels(2, 7)))
    assert data.augmentation is not None
    assert data.augmentation.mirrored


def test_fine_labels_count_for_cifar100(tmp_path, monkeypatch):
    labels = {"fine_labels": [99, 3], "coarse_labels": [1, 2]}
    listed = write(tmp_path / CIFAR100.base_folder / "test", {"data": pixels(2, 0), **labels})
    monkeypatch.setattr(CIFAR100, "test_list", [listed])
    assert foreign_images("cifar100", tmp_path).targets.tolist() == [99, 3]


def test_a_changed_file_is_refused_before_it_is_opened(cifar10):
    file = cifar10 / CIFAR10.base_folder / "data_batch_2"
    file.write_bytes(b"cos\nsystem\n(S'touch owned'\ntR.")
    with pytest.raises(DatasetDamaged, match=r"data_batch_2 is damaged .*md5"):
        load("cifar10", {}, cifar10)


class Command:
    def __reduce__(self) -> Any:
        return (print, ("run",))


@pytest.mark.parametrize(
    "content",
    [Command(), {"data": Command()}, {"data": Path()}, np.float64(1), torch.zeros(1)],
    ids=["call", "call inside", "object", "numpy scalar", "tensor"],
)
def test_nothing_but_arrays_is_admitted(cifar10, monkeypatch, capsys, content):
    replaced(cifar10, content, monkeypatch)
    with pytest.raises(DatasetDamaged, match="and arrays alone are admitted"):
        load("cifar10", {}, cifar10)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "images", [pixels(2, 0).astype(np.int16), pixels(3, 0), pixels(2, 0)[:, :100]]
)
def test_images_of_another_kind_are_refused(cifar10, monkeypatch, images):
    replaced(cifar10, {"data": images, "labels": [0, 1]}, monkeypatch)
    with pytest.raises(DatasetDamaged, match="2 labels for images"):
        load("cifar10", {}, cifar10)


def test_a_missing_set_says_what_to_put_where(tmp_path, no_network):
    with pytest.raises(DatasetMissing) as missing:
        load("cifar10", {}, tmp_path)
    for words in (
        "CIFAR-10 is not on this machine",
        "no route to host",
        str(tmp_path / "cifar-10-batches-py" / "data_batch_1"),
        "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        "PAYSAGE_DATA_DIR",
    ):
        assert words in str(missing.value)


def test_a_missing_batch_is_named(cifar10, no_network):
    (cifar10 / CIFAR10.base_folder / "data_batch_2").unlink()
    with pytest.raises(DatasetMissing, match=r"CIFAR-10 is not .* expected .*data_batch_2: put"):
        load("cifar10", {}, cifar10)


def test_nothing_is_downloaded_where_the_files_are(cifar10, no_network):
    assert len(load("cifar10", {}, cifar10).test) == 2


@pytest.mark.parametrize(
    ("name", "file"),
    [("cifar10", "cifar-10-batches-py/test_batch"), ("cifar100", "cifar-100-python/test")],
)
def test_real_test_images_are_as_the_catalog_says(real_data, name, file):
    entry, split = CATALOG[name], foreign_images(name, real_data(file))
    assert split.images.shape == (entry.test_examples, *entry.shape)
    per_class = entry.test_examples // len(entry.classes)
    assert split.targets.bincount().tolist() == [per_class] * len(entry.classes)
