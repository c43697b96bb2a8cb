"""Maps of single images from a real landscape job: MNIST, two tiny random networks."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backend.contracts.image_maps import FEW_IMAGES, ImageMap, ImageQuery
from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.contracts.settings import Settings
from backend.services.errors import Invalid, NotFound
from backend.services.image_maps import ImageMaps
from backend.store import landscapes, tiles
from backend.store.errors import StaleAttempt
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from tests.worker.jobs.working import compute
from worker.engine.scores import Scores
from worker.jobs import landscape as job
from worker.jobs.process import Process
from worker.jobs.subspaces import open_subspace
from worker.jobs.turns import work
from worker.landscape.grid import tile_scores

REQUEST = LandscapeRequest(resolution=(5, 3))


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Process]:
    settings = Settings(state_dir=tmp_path_factory.mktemp("state"), redis_url=redis_url)
    process = process_of(settings, redis_url)
    yield process
    process.redis.close()
    process.database.close()


@pytest.fixture(scope="module")
def run(here: Process) -> str:
    return random_run(here).id


def asked(here: Process, run: str, request: LandscapeRequest = REQUEST) -> str:
    with here.database.write() as session:
        made = landscapes.create(session, run, request)
    assert made is not None
    return made.id


def read(here: Process, landscape: str) -> Landscape:
    with here.database.read() as session:
        found = landscapes.get(session, landscape)
    assert found is not None
    return found


def image_map(here: Process, landscape: str, **query: object) -> ImageMap:
    maps = ImageMaps(here.database, here.image_results)
    return maps.of(maps.request(landscape, ImageQuery.model_validate(query)))


@pytest.fixture(scope="module")
def done(here: Process, run: str) -> Landscape:
    landscape = asked(here, run)
    compute(here, landscape)
    return read(here, landscape)


def test_all_classes_together_are_the_grid(here: Process, done: Landscape) -> None:
    assert done.phase == "completed"
    maps = [image_map(here, done.id, **{"class": number}) for number in range(10)]
    assert sum(each.examples for each in maps) == done.examples == maps[0].kept == 10_000
    right = sum(np.rint(np.array(each.accuracy) * each.examples) for each in maps)
    assert (right / 10_000).tolist() == done.values["accuracy"]
    loss = sum(np.array(each.loss) * each.examples for each in maps) / 10_000
    assert loss == pytest.approx(np.array(done.values["loss"]), rel=1e-3)
    assert abs(loss - np.array(done.values["loss"])).max() < 1e-3


def test_slices_are_what_the_engine_says(here: Process, done: Landscape) -> None:
    assert done.geometry is not None
    context = open_subspace(done.run, here)
    indices = [(row, column) for row in range(3) for column in range(5)]
    scores = tile_scores(context, REQUEST, done.geometry, indices)
    targets = context.examples("test").targets
    for image in (0, 4_321, 9_999):
        one = image_map(here, done.id, index=image)
        assert (one.index, one.target, one.examples) == (image, int(targets[image]), 1)
        assert one.label == scores.labels[:, image].reshape(3, 5).tolist()
        assert one.correct == scores.correct[:, image].reshape(3, 5).tolist()
        direct = scores.nll[:, image].reshape(3, 5).numpy()
        assert np.array(one.loss) == pytest.approx(direct, rel=1e-3, abs=1e-6)
    few = [7, 1, 9_000, 7]
    several = image_map(here, done.id, subset=",".join(map(str, few)))
    chosen = sorted(set(few))
    assert several.examples == len(chosen)
    assert several.label is several.correct is several.index is None
    accuracy = scores.correct[:, chosen].double().mean(dim=1).reshape(3, 5)
    assert np.array(several.accuracy) == pytest.approx(accuracy.numpy(), abs=1e-12)


def test_a_finer_landscape_keeps_some_images_and_says_so(here: Process, run: str) -> None:
    fine = asked(here, run, LandscapeRequest(resolution=65))
    with here.database.write() as session:
        tiles.claim_tile(session, fine, "somebody at the profile", 60)
        claim = tiles.claim_tile(session, fine, "a worker", 60)
    assert claim is not None
    work(replace(claim, divisible=False), here)
    images = here.image_results.images(fine)
    assert images is not None
    assert len(images.indices) == FEW_IMAGES
    kept = int(images.indices[-1])
    one = image_map(here, fine, index=kept)
    known = {(row, column) for row, column in claim.indices}
    assert {
        (row, column)
        for row, cells in enumerate(one.loss)
        for column, cell in enumerate(cells)
        if cell is not None
    } == known
    left_out = next(index for index in range(10_000) if index not in images.indices)
    with pytest.raises(Invalid, match="none of the 1,000"):
        image_map(here, fine, index=left_out)
    with here.database.write() as session:
        landscapes.cancel(session, fine)


def test_a_killed_attempt_leaves_nothing_that_counts(here: Process, run: str) -> None:
    landscape = asked(here, run)
    with pytest.raises(NotFound, match="no finished point yet"):
        image_map(here, landscape, index=0)
    with here.database.write() as session:
        profile = tiles.claim_tile(session, landscape, "somebody at the profile", 60)
        assert profile is not None
        killed = tiles.claim_tile(session, landscape, "killed", -1)
        tiles.release_tile(session, profile)
    assert killed is not None
    folder = here.image_results.root / landscape
    folder.mkdir(parents=True)
    torn = folder / f"{killed.number:05d}-{killed.attempt:04d}.npy"
    torn.write_bytes(b"torn")
    compute(here, landscape)
    assert read(here, landscape).phase == "completed"
    assert not torn.exists()
    one = image_map(here, landscape, index=0)
    assert all(cell is not None for row in one.loss for cell in row)


def test_answers_to_a_landscape_that_went_away_go_too(
    here: Process, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    landscape = asked(here, run)
    with here.database.write() as session:
        tiles.claim_tile(session, landscape, "somebody at the profile", 60)
        claim = tiles.claim_tile(session, landscape, "slow", 60)
    assert claim is not None

    def deleted_meanwhile(*arguments: Any) -> Scores:
        with here.database.write() as session:
            landscapes.delete(session, landscape)
        return tile_scores(*arguments)

    monkeypatch.setattr(job, "tile_scores", deleted_meanwhile)
    with pytest.raises(StaleAttempt):
        work(claim, here)
    assert not (here.image_results.root / landscape).exists()
