"""A throw-away package adds what `docs/extending.md` shows, and is not imported to be listed."""

import re
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import torch

from backend.contracts.architectures import NETWORKS
from backend.contracts.catalog import DATASETS, NetworkEntry
from backend.contracts.registered import (
    DATASETS_GROUP,
    NETWORKS_GROUP,
    Registry,
    describe_dataset,
    describe_network,
)
from worker.datasets import foreign_images, load
from worker.datasets.errors import DatasetRefused
from worker.networks import network
from worker.networks.batch_norm import batch_norms
from worker.networks.errors import NetworkRefused

DOCUMENT = Path(__file__).parents[2] / "docs" / "extending.md"
METADATA = "Metadata-Version: 2.1\nName: ours\nVersion: 1\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)


def installed(folder: Path, names: str) -> None:
    """Write the package as pip would leave it, its entry points too."""
    network_code, dataset_code = blocks("python")
    (folder / "ours").mkdir()
    (folder / "ours" / "__init__.py").write_text("")
    (folder / "ours" / "networks.py").write_text(network_code)
    (folder / "ours" / "stripes.py").write_text(dataset_code)
    (folder / "ours" / "stripes.json").write_text(blocks("json")[0])
    information = folder / "ours-1.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(METADATA)
    (information / "entry_points.txt").write_text(names)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = "\n".join(blocks("toml")).replace("project.entry-points.", "").replace('"', "")
    installed(tmp_path, names.partition("[tool")[0])
    monkeypatch.syspath_prepend(tmp_path)
    for module in [name for name in sys.modules if name.partition(".")[0] == "ours"]:
        monkeypatch.delitem(sys.modules, module)
    return tmp_path


def networks() -> Registry[NetworkEntry]:
    """The catalog's networks, looked up anew."""
    return Registry(list(NETWORKS.own.values()), NETWORKS_GROUP, describe_network)


def test_names_are_listed_without_an_import(package):
    listed = networks()
    assert list(listed) == [*NETWORKS.own, "perceptron"]
    assert listed["perceptron"].sentence == "ours.networks:perceptron, registered by ours."
    (point,) = entry_points(group=DATASETS_GROUP, name="stripes")
    entry = describe_dataset(point)
    assert (entry.title, entry.shape, entry.training_examples) == ("Stripes", (1, 8, 8), 400)
    assert not [name for name in sys.modules if name.partition(".")[0] == "ours"]


def test_registered_network_is_built_for_the_data_set(package):
    module = network(DATASETS["cifar100"], "perceptron", {})
    assert module(torch.zeros(2, 3, 32, 32)).shape == (2, 100)


def test_batch_normalisation_may_be_registered(package):
    code = (
        "from torch import nn\n\ndef perceptron(dataset, options):\n"
        "    return nn.Sequential(nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(3072, 10))\n"
    )
    (package / "ours" / "networks.py").write_text(code)
    module = network(DATASETS["cifar10"], "perceptron", {})
    (norm,) = batch_norms(module).values()
    assert norm.training
    assert int(norm.num_batches_tracked) == 0


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        ("nn.Linear(3, 10)", "perceptron on MNIST raised RuntimeError"),
        ("1 / 0", "perceptron on MNIST raised ZeroDivisionError: division by zero"),
        ("nn.Flatten()", r"give logits \(images, 10\) of MNIST, got \(2, 784\)"),
    ],
)
def test_a_registered_network_that_does_not_fit_is_refused(package, returned, words):
    code = f"from torch import nn\n\ndef perceptron(dataset, options):\n    return {returned}\n"
    (package / "ours" / "networks.py").write_text(code)
    with pytest.raises(NetworkRefused, match=words):
        network(DATASETS["mnist"], "perceptron", {})


def test_registered_data_set_is_loaded_and_cut(package, tmp_path):
    data = load("stripes", {"training_examples": 300, "validation": 50}, tmp_path)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [300, 50, 100]
    assert len(foreign_images("stripes", tmp_path)) == 100


def test_a_mistake_leaves_out_its_entry_alone(package, monkeypatch, caplog):
    listed = Registry(list(DATASETS.own.values()), DATASETS_GROUP, describe_dataset)
    (package / "ours" / "stripes.json").unlink()
    assert list(listed) == list(DATASETS.own)
    assert "expected a description of the data set in" in caplog.text


def test_names_of_our_own_cannot_be_taken(package, caplog):
    information = package / "ours-1.dist-info" / "entry_points.txt"
    information.write_text("[paysage.networks]\nmlp = ours.networks:perceptron\n")
    assert networks()["mlp"].title == "MLP"
    assert "mlp is a name of our own" in caplog.text


FAULTS = {
    "none": ("return 1", "expected a Data, got int"),
    "raises": ("raise KeyError('x')", "its loader raised KeyError: 'x'"),
    "no file": ("open('/nowhere/x')", r"its loader raised FileNotFoundError: .*'/nowhere/x'"),
    "beyond": (
        "train.targets[17] = 192",
        r"train: label 192 at index 17 is no class; expected 0 to 1 \(1 of 400",
    ),
    "below": ("test.targets[3:5] = -100", "test: label -100 at index 3 is no class.*2 of 100"),
    "bytes": ("train = Split(train.images, train.targets.byte())", "train: .* int64, got uint8"),
    "one-hot": (
        "train = Split(train.images, torch.eye(2).long()[train.targets])",
        r"one label for each image, got the shape \(400, 2\); one-hot",
    ),
    "fractions": (
        "test = Split(test.images / 255, test.targets)",
        "test: expected images in uint8, 0 to 255, got float32; multiply by 255",
    ),
    "bits": ("train.images.clamp_(0, 1)", "train: every pixel is 0 or 1"),
    "shape": (
        "train = Split(train.images[:, 0], train.targets)",
        r"expected images of the shape \(images, 1, 8, 8\), got \(400, 8, 8\)",
    ),
    "count": ("test = test.at(torch.arange(99))", "test: the catalog declares 100.* gives 99"),
    "no labels": (
        "train = Split(train.images, train.targets[:399])",
        "train: 400 images, 399 labels; from index 399",
    ),
    "list": (
        "return Data(Split(train.images, [0] * 400), test, mean, std, '')",
        "targets to be a tensor, got list",
    ),
    "no split": (
        "return Data(train, test.images, mean, std, '')",
        "test: expected a Split, got Tensor",
    ),
    "deviation": ("std = (0.0,)", r"std: expected finite numbers above 0, got \(0.0,\)"),
    "channels": ("mean = (0.3, 0.3)", "mean: expected one number for each of 1 channels"),
}
"""What goes wrong in the loader of `docs/extending.md`, and what is said."""


@pytest.mark.parametrize("case", FAULTS)
def test_a_data_set_that_nobody_can_train_on_is_refused(package, tmp_path, case):
    change, words = FAULTS[case]
    file = package / "ours" / "stripes.py"
    head, _, _ = file.read_text().partition("    return Data.of(")
    tail = "    return Data.of(train, test, mean=mean, std=std)\n"
    file.write_text(f"{head}    mean, std = (0.3,), (0.2,)\n    {change}\n{tail}")
    with pytest.raises(DatasetRefused, match=f"^Stripes, as ours.stripes:load .*{words}"):
        load("stripes", {}, tmp_path)
