"""The command line: what it understands, and one sentence for what it does not."""

import argparse
import json
from pathlib import Path

import pytest

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS
from frontend import cli
from frontend.connection import Connection
from frontend.recipe_arguments import assigned, recipe_of


@pytest.fixture(autouse=True)
def _no_other_service(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PAYSAGE_URL", "PAYSAGE_TOKEN", "PAYSAGE_STATE_DIR"):
        monkeypatch.delenv(name, raising=False)


def parsed(*arguments: str) -> argparse.Namespace:
    return cli._parser().parse_args(["train", "mnist", "mlp", *arguments])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(arguments) == cli.USER_ERROR
    sentence = capsys.readouterr().err
    assert sentence.startswith("paysage: ")
    assert sentence.count("\n") == 1
    return sentence


def test_the_catalog_needs_no_service(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalog", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    for kind, known in (("datasets", DATASETS), ("networks", NETWORKS), ("methods", METHODS)):
        assert [entry["name"] for entry in shown[kind]] == list(known)


def test_the_plain_catalog_has_a_sentence_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalog"]) == 0
    shown = capsys.readouterr().out
    assert all(entry.sentence in shown for entry in METHODS.values())


def test_a_recipe_takes_its_options_from_set() -> None:
    given = parsed(
        "bezier",
        *("--epochs", "2", "--seed", "5", "--set", "control_points=4"),
        *("--set", "network.width=32", "--set", "training.schedule=constant"),
    )
    recipe = recipe_of(given)
    assert (recipe.epochs, recipe.seed) == (2, 5)
    assert recipe.options["control_points"] == 4
    assert recipe.network_options["width"] == 32
    assert recipe.training.schedule == "constant"


def test_end_points_are_given_as_json() -> None:
    ends = [{"run": "0123456789ab", "member": member} for member in (0, 1)]
    recipe = recipe_of(parsed("curve_between", "--set", f"end_points={json.dumps(ends)}"))
    assert recipe.needs == ["0123456789ab"]


@pytest.mark.parametrize(
    ("text", "read"),
    [("0,25", 0.25), ("5e-1", 0.5), (".5", 0.5), ("1e1", 10), ("10.", 10)],
)
def test_numbers_are_read_as_the_page_reads_them(text: str, read: float) -> None:
    assert (
        recipe_of(parsed("bezier", "--set", f"rate_factor={text}")).options["rate_factor"] == read
    )


@pytest.mark.parametrize("gap", [" ", "\u202f", ""])
def test_whole_numbers_may_be_typed_as_the_page_shows_them(gap: str) -> None:
    many = f"60{gap}000"
    recipe = recipe_of(
        parsed("single", "--seed", many, "--set", f"dataset.training_examples={many}")
    )
    assert (recipe.seed, recipe.dataset_options["training_examples"]) == (60_000, 60_000)


def test_several_numbers_are_a_list() -> None:
    assert assigned(["dataset.mean=0.5, 0.4, 0.3"]) == {
        "dataset_options": {"mean": [0.5, 0.4, 0.3]}
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("single", "--set", "dataset.training_examples=60,000"),
            "--set dataset.training_examples: 60,000 can mean 60.000 or 60000; write one of these.",
        ),
        (("nowhere", "--epochs", "1"), 'unknown method "nowhere"; known are'),
        (("single", "--epochs", "0"), "epochs: at least 1 epoch, got 0"),
        (("single", "--set", "width"), "--set takes KEY=VALUE, got 'width'"),
        (("single", "--set", "planet.mass=1"), "known prefixes are network"),
        (("single", "--set", "network.width=huge"), "network_options.width: expected a whole"),
    ],
)
def test_a_wrong_recipe_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refused(capsys, "train", "mnist", "mlp", *arguments)


def test_without_a_service_one_sentence_says_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "paysage up" in refused(capsys, "runs", "--state-dir", str(tmp_path))
    assert "paysage up" in refused(capsys, "token", "--state-dir", str(tmp_path))


def test_a_service_that_has_stopped_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Connection(url="http://127.0.0.1:9", token="old").write(tmp_path)
    assert "no Paysage answers" in refused(capsys, "runs", "--state-dir", str(tmp_path))


def test_another_service_needs_its_token(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYSAGE_URL", "http://127.0.0.1:9/")
    assert "PAYSAGE_TOKEN must be set too" in refused(capsys, "runs")
    monkeypatch.setenv("PAYSAGE_TOKEN", "secret")
    assert "no Paysage answers at http://127.0.0.1:9;" in refused(capsys, "runs")


def test_a_file_that_is_not_there_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Connection(url="http://127.0.0.1:9", token="old").write(tmp_path)
    named = ("--network", "mlp", "--dataset", "mnist", "--state-dir", str(tmp_path))
    gone = tmp_path / "gone.safetensors"
    assert f"cannot read {gone}" in refused(capsys, "import", str(gone), *named)
    options = ("--set", "network.width=1")
    assert "width" in refused(capsys, "import", str(gone), *named, *options)
