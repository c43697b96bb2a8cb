"""Bearer tokens: shown once, listed without secrets, worth nothing when revoked."""

import pytest

from tests.backend.people import Person


def test_new_token_signs_in_as_its_user(editor: Person) -> None:
    made = editor.post("/tokens", json={"label": "laptop"})
    assert made.status_code == 201
    assert Person(editor.client, made.json()["token"]).get("/status").json()["user"] == "emil"


def test_list_shows_labels_and_no_secret(editor: Person) -> None:
    made = editor.post("/tokens", json={"label": "desktop", "days": 7}).json()
    listed = editor.get("/tokens")
    assert made["token"] not in listed.text
    (found,) = (token for token in listed.json() if token["id"] == made["id"])
    assert found["label"] == "desktop"
    assert found["expires_at"] > found["created_at"]


def test_revoked_token_is_worth_nothing(editor: Person) -> None:
    made = editor.post("/tokens", json={}).json()
    assert editor.ask("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert Person(editor.client, made["token"]).get("/status").status_code == 401
    assert editor.ask("DELETE", f"/tokens/{made['id']}").status_code == 404


def test_tokens_of_others_are_out_of_reach(editor: Person, admin: Person) -> None:
    made = editor.post("/tokens", json={}).json()
    assert admin.ask("DELETE", f"/tokens/{made['id']}").status_code == 404
    assert made["id"] not in [token["id"] for token in admin.get("/tokens").json()]


@pytest.mark.parametrize("days", [0, -1, 10**20, 1.5, "7"])
def test_bad_lifetime_is_refused(editor: Person, days: object) -> None:
    answer = editor.post("/tokens", json={"days": days})
    assert answer.json()["errors"][0]["pointer"] == "/days"
