"""Maps of single images over HTTP, from tiles that were written without a worker."""

import numpy as np
import pytest

from backend.contracts.landscapes import Geometry, LandscapeRequest, LandscapeUpdate
from backend.contracts.metrics import METRICS
from backend.contracts.runs import Run
from backend.contracts.settings import Settings
from backend.store import landscapes, tiles
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from backend.store.image_results import ImageResults, StoredImages
from tests.backend.people import Person
from tests.backend.trainings import completed

KEPT = StoredImages(np.array([2, 5, 9], np.uint32), np.array([1, 0, 1], np.uint16), 4)


@pytest.fixture
def run(database: Database, artifacts: Artifacts) -> Run:
    return completed(database, artifacts)


@pytest.fixture
def answers(settings: Settings) -> ImageResults:
    return ImageResults(settings.landscapes_path)


@pytest.fixture
def landscape(database: Database, answers: ImageResults, run: Run) -> str:
    """3 x 3 points, all in one tile; the first image is right in the first row alone."""
    with database.write() as session:
        made = landscapes.create(session, run.id, LandscapeRequest(resolution=3))
        assert made is not None
        landscapes.begin(session, made.id, _geometry(), 3)
        tiles.claim_tile(session, made.id, "somebody at the profile", 60)
        claim = tiles.claim_tile(session, made.id, "a worker", 60)
    assert claim is not None
    labels = np.array([[1, 1, 1, 3, 3, 3, 0, 0, 0], [0] * 9, [2] * 9])
    losses = np.linspace(0.1, 2.7, 27).reshape(3, 9)
    losses[:, 8] = np.nan
    answers.write_images(made.id, KEPT)
    answers.write_tile(made.id, claim.number, claim.attempt, (labels, losses), KEPT.classes)
    values = [0.5] * 8 + [None]
    update = LandscapeUpdate(indices=claim.indices, values=dict.fromkeys(METRICS, values))
    with database.write() as session:
        tiles.finish_tile(session, claim, update)
    return made.id


def _geometry() -> Geometry:
    axis = [0.0, 1.0, 2.0]
    names = ["network 1"]
    return Geometry(
        x=axis, y=axis, vertices=[(0, 0)], vertex_names=names, distances=[0], random_axes=[]
    )


def test_one_image_has_labels_correctness_and_loss(viewer: Person, landscape: str) -> None:
    answer = viewer.get(f"/landscapes/{landscape}/examples?index=2").json()
    assert (answer["index"], answer["target"], answer["examples"], answer["kept"]) == (2, 1, 1, 3)
    assert answer["label"] == [[1, 1, 1], [3, 3, 3], [0, 0, None]]
    assert answer["correct"] == [[True] * 3, [False] * 3, [False, False, None]]
    assert answer["loss"][0] == pytest.approx([0.1, 0.2, 0.3], rel=1e-3)
    assert answer["loss"][2][2] is None


def test_classes_and_subsets_have_means(viewer: Person, landscape: str) -> None:
    ones = viewer.get(f"/landscapes/{landscape}/examples?class=1").json()
    assert (ones["examples"], ones["target"], ones["label"]) == (2, 1, None)
    assert ones["accuracy"] == [[0.5] * 3, [0.0] * 3, [0.0, 0.0, None]]
    assert ones["loss"][0][0] == pytest.approx((0.1 + 1.9) / 2, rel=1e-3)
    same = viewer.get(f"/landscapes/{landscape}/examples?subset=9,2,9").json()
    assert {**same, "target": 1} == ones


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("", ""),
        ("index=2&class=1", ""),
        ("index=3", "/index"),
        ("index=-1", "/index"),
        ("index=two", "/index"),
        ("class=4", "/class"),
        ("class=3", "/class"),
        ("subset=2,3", "/subset"),
        ("subset=2,,5", "/subset"),
        ("subset=", "/subset"),
        (f"subset={','.join('2' * 1001)}", "/subset"),
        ("index=2&surprise=1", "/surprise"),
    ],
)
def test_bad_questions_name_the_field(
    viewer: Person, landscape: str, query: str, pointer: str
) -> None:
    answer = viewer.get(f"/landscapes/{landscape}/examples?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_landscapes_without_answers_say_why(editor: Person, run: Run) -> None:
    assert editor.get("/landscapes/0123456789ab/examples?index=0").status_code == 404
    (queued,) = editor.get(f"/runs/{run.id}/landscapes").json()
    answer = editor.get(f"/landscapes/{queued['id']}/examples?index=0")
    assert answer.status_code == 404
    assert "no finished point yet" in answer.json()["detail"]


def test_an_unchanged_map_is_not_sent_again(viewer: Person, landscape: str) -> None:
    path = f"/landscapes/{landscape}/examples?index=2"
    tag = viewer.get(path).headers["etag"]
    again = viewer.ask("GET", path, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["etag"], again.content) == (304, tag, b"")
    assert viewer.get(path.replace("=2", "=5")).headers["etag"] != tag


def test_a_damaged_file_is_told_and_a_missing_one_is_null(
    viewer: Person, landscape: str, answers: ImageResults
) -> None:
    path = f"/landscapes/{landscape}/examples?index=2"
    (tile,) = (answers.root / landscape).glob("0*.npy")
    tile.write_bytes(tile.read_bytes()[:-1])
    damaged = viewer.get(path)
    assert (damaged.status_code, "compute the landscape again" in damaged.text) == (500, True)
    tile.unlink()
    assert viewer.get(path).json()["label"] == [[None] * 3] * 3


def test_files_go_with_the_landscape_and_with_the_run(
    editor: Person, landscape: str, answers: ImageResults, run: Run
) -> None:
    assert (answers.root / landscape).is_dir()
    editor.post(f"/landscapes/{landscape}/cancel")
    assert editor.ask("DELETE", f"/landscapes/{landscape}").status_code == 200
    assert not (answers.root / landscape).exists()
    (other,) = editor.get(f"/runs/{run.id}/landscapes").json()
    answers.write_images(other["id"], KEPT)
    assert editor.ask("DELETE", f"/runs/{run.id}").status_code == 200
    assert not (answers.root / other["id"]).exists()
