"""What a page asks for once: all files of a kind, in one."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from frontend.web.bundle import FOR_EVER, Bundle

FILES = {"tokens.css": "a{}", "b/x.js": "3;", "b/y.css": "b{}", "a/z.js": "2;", "first.js": "1;"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def client_of(bundle: Bundle) -> FlaskClient:
    server = Flask("test")
    bundle.serve(server)
    return server.test_client()


def test_files_come_in_the_order_of_their_folders_and_names(folder: Path) -> None:
    bundle = Bundle(folder)
    answer = client_of(bundle).get(bundle.address("js"))
    assert answer.text.split("\n")[1::2] == ["1;", "2;", "3;"]
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == FOR_EVER


def test_styles_are_a_file_of_their_own(folder: Path) -> None:
    bundle = Bundle(folder, "/below/")
    answer = client_of(bundle).get(bundle.address("css"))
    assert bundle.address("css").startswith("/below/bundle/")
    assert answer.text.split("\n")[1::2] == ["a{}", "b{}"]


def test_another_content_has_another_address(folder: Path) -> None:
    before = Bundle(folder)
    (folder / "b/x.js").write_text("4;")
    after = Bundle(folder)
    assert before.address("js") != after.address("js")
    assert before.address("css") == after.address("css")
