"""What a page asks for once: modules under one address, styles in one file."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from frontend.web.bundle import FOR_EVER, Bundle

FILES = {"tokens.css": "a{}", "b/x.js": "3;", "b/y.css": "b{}", "a/z.js": "2;", "main.js": "1;"}


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


def test_modules_keep_their_places_below_one_address(folder: Path) -> None:
    bundle = Bundle(folder)
    client, base = client_of(bundle), bundle.main.removesuffix("main.js")
    for name in ("main.js", "b/x.js", "a/z.js"):
        answer = client.get(base + name)
        assert answer.text == FILES[name]
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Cache-Control"] == FOR_EVER
        assert f'href="{base}{name}"' in bundle.preloads()
    assert client.get(f"{base}a/none.js").status_code == 404


def test_styles_are_one_file_in_the_order_of_folders_and_names(folder: Path) -> None:
    bundle = Bundle(folder, "/below/")
    answer = client_of(bundle).get(bundle.styles)
    assert bundle.styles.startswith("/below/bundle/")
    assert answer.mimetype == "text/css"
    assert answer.text.split("\n")[1::2] == ["a{}", "b{}"]


@pytest.mark.parametrize("name", FILES)
def test_another_content_has_another_address(folder: Path, name: str) -> None:
    before = Bundle(folder)
    (folder / name).write_text("other")
    after = Bundle(folder)
    assert before.main != after.main
    assert before.styles != after.styles
