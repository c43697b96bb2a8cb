"""MNIST from the shipped files, and what data sets do to images."""

import base64
import io
from pathlib import Path

import pytest
import torch
from PIL import Image

from backend.contracts.catalog import COMPANIONS as KNOWN_COMPANIONS
from backend.contracts.catalog import DATASETS as CATALOG
from worker.datasets import COMPANIONS, load, source_of
from worker.datasets.augmentation import Augmentation
from worker.datasets.data import Data, Split
from worker.datasets.idx import UNPACKED_BYTES
from worker.datasets.images import png_data_url
from worker.datasets.mnist import put_shipped_files

MNIST_SHA256 = "35914650c8beaeed4429263376775b71ac05b224ab7d958a603bb5feac95afaf"


@pytest.fixture(scope="module")
def data_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("datasets")


@pytest.fixture(scope="module")
def mnist(data_path: Path) -> Data:
    return load("mnist", {}, data_path)


def test_data_sets_are_those_of_the_catalog():
    sources = {name: source_of(name) for name in CATALOG.own}
    assert all(sources.values())
    assert sources["cifar10"].augmentation == Augmentation(padding=4, mirrored=True)
    assert sources["kmnist"].augmentation == Augmentation(padding=2, mirrored=False)
    assert set(COMPANIONS) == set(KNOWN_COMPANIONS)


@pytest.mark.parametrize("entry", CATALOG.own.values(), ids=lambda entry: entry.name)
def test_companions_have_the_shape_of_the_images_they_are_foreign_to(entry):
    assert entry.companions
    for name in entry.companions:
        assert name != entry.name
        assert (KNOWN_COMPANIONS.get(name) or CATALOG[name]).shape == entry.shape


def test_mnist_is_as_the_catalog_says(mnist: Data):
    entry = CATALOG["mnist"]
    assert mnist.train.images.shape == (entry.training_examples, *entry.shape)
    assert mnist.test.images.shape == (entry.test_examples, *entry.shape)
    assert mnist.train.images.dtype == torch.uint8
    assert mnist.train.targets[:5].tolist() == [5, 0, 4, 1, 9]
    assert mnist.test.targets.bincount().tolist() == [
        980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ]  # fmt: skip
    assert mnist.sha256 == MNIST_SHA256


def test_normalized_training_images_have_mean_0_and_deviation_1(mnist: Data):
    images = mnist.normalize(mnist.train.images[:20_000])
    assert float(images.mean()) == pytest.approx(0, abs=0.01)
    assert float(images.std()) == pytest.approx(1, abs=0.01)


def test_partly_unpacked_files_are_unpacked_again(data_path: Path, mnist: Data):
    raw = data_path / "MNIST" / "raw"
    (raw / "t10k-images-idx3-ubyte").write_bytes(b"cut")
    (data_path / "MNIST" / "test.safetensors").unlink()  # else torchvision has no need to look
    assert load("mnist", {}, data_path).sha256 == mnist.sha256
    assert {name: (raw / name).stat().st_size for name in UNPACKED_BYTES} == UNPACKED_BYTES


def test_shipped_files_are_put_once(tmp_path: Path):
    put_shipped_files(tmp_path)
    raw = tmp_path / "MNIST" / "raw"
    assert len(list(raw.iterdir())) == 4
    (raw / "train-labels-idx1-ubyte.gz").write_bytes(b"mine")
    put_shipped_files(tmp_path)
    assert (raw / "train-labels-idx1-ubyte.gz").read_bytes() == b"mine"


def test_unknown_data_set_lists_the_known_ones(tmp_path: Path):
    with pytest.raises(ValueError, match="unknown data set 'imagenet'; known are mnist"):
        load("imagenet", {}, tmp_path)


def small_data(channels: int = 1) -> Data:
    images = torch.arange(6 * channels * 4, dtype=torch.uint8).reshape(6, channels, 2, 2)
    split = Split(images, torch.arange(6))
    return Data.of(split, split, mean=(0.5,) * channels, std=(0.25,) * channels)


def test_subset_is_the_same_every_time_and_changes_the_hash():
    data = small_data()
    subset = data.part(3)
    assert len(subset.train) == 3
    assert torch.equal(subset.train.images, data.part(3).train.images)
    for image, target in zip(subset.train.images, subset.train.targets, strict=True):
        assert torch.equal(image, data.train.images[target])
    assert subset.sha256 != data.sha256


@pytest.mark.parametrize("asked", [0, 6, 7])
def test_all_images_are_trained_on_where_no_fewer_are_asked_for(asked):
    data = small_data()
    assert data.part(asked) is data


def test_validation_images_are_not_trained_on():
    data = small_data()
    parts = data.part(0, validation=2)
    train, held_out = parts.train.targets.tolist(), parts.validation.targets.tolist()
    assert sorted(train + held_out) == [0, 1, 2, 3, 4, 5]
    assert len(held_out) == 2
    assert len({data.sha256, parts.sha256, data.part(4).sha256}) == 3


def test_held_out_images_do_not_depend_on_the_size_of_the_subset():
    data = small_data()
    few, most = data.part(1, validation=2), data.part(6, validation=2)
    assert torch.equal(few.validation.targets, most.validation.targets)
    assert torch.equal(few.train.targets, most.train.targets[:1])
    assert torch.equal(few.train.targets, data.part(1).train.targets)
    assert len(most.train) == 4


def test_some_images_must_be_left_to_train_on():
    with pytest.raises(ValueError, match="6 of 6 training images were to be held out"):
        small_data().part(0, validation=6)


@pytest.mark.parametrize("augment", [False, True])
def test_augmentation_is_on_where_it_is_asked_for(mnist, data_path, augment):
    data = load("mnist", {"augment": augment, "validation": 59_990}, data_path)
    assert (data.augmentation is not None) is augment
    assert len(data.train) == 10


@pytest.mark.parametrize("channels", [1, 3])
def test_normalization_is_by_channel_and_leaves_the_images(channels):
    data = small_data(channels)
    images = data.train.images.clone()
    expected = (images.float() / 255 - 0.5) / 0.25
    torch.testing.assert_close(data.normalize(images), expected, atol=1e-6, rtol=1e-5)
    assert torch.equal(images, data.train.images)


@pytest.mark.parametrize("channels", [1, 3])
def test_png_data_url_holds_the_very_pixels(channels):
    image = torch.randint(0, 256, (channels, 5, 4), dtype=torch.uint8)
    url = png_data_url(image)
    assert url.startswith("data:image/png;base64,")
    opened = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))
    pixels = torch.tensor(list(opened.tobytes()), dtype=torch.uint8)
    assert torch.equal(pixels.view(5, 4, channels).permute(2, 0, 1), image)


def test_images_are_shown_on_the_scale_that_is_asked_for(mnist: Data, data_path: Path):
    pixels = torch.tensor([0, 51, 255], dtype=torch.uint8).view(3, 1, 1, 1)
    for options, shown in (
        ({}, [-0.1307 / 0.3081, (0.2 - 0.1307) / 0.3081, (1 - 0.1307) / 0.3081]),
        ({"mean": [0.0], "std": [1.0]}, [0, 0.2, 1]),
        ({"mean": [0.5], "std": [0.5]}, [-1, -0.6, 1]),
        ({"mean": [0.0], "std": [1 / 255]}, [0, 51, 255]),
        ({"mean": [1.0], "std": [-1.0]}, [1, 0.8, 0]),
    ):
        data = load("mnist", options, data_path)
        assert data.normalize(pixels).flatten().tolist() == pytest.approx(shown, abs=1e-4)
        assert data.sha256 == mnist.sha256
