"""A body over the limit is refused, declared or not; one below it passes unchanged."""

from collections.abc import Iterator
from typing import Any

import pytest

from backend.contracts.catalog import LIMITS
from tests.backend.people import Person
from tests.backend.trainings import recipe

CHUNK = b" " * 2**16


def chunks(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield CHUNK


@pytest.mark.parametrize("content", [b" " * (LIMITS.body_bytes + 1), None])
def test_large_body_is_refused(admin: Person, content: bytes | None) -> None:
    sent: Any = content or chunks(LIMITS.body_bytes // len(CHUNK) + 1)
    answer = admin.post("/runs", content=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert f"at most {LIMITS.body_bytes} bytes" in answer.json()["detail"]


def test_mounted_pages_and_sign_in_are_limited_too(admin: Person) -> None:
    for path in ("/sign-in", "/_dash-update-component"):
        answer = admin.client.post(
            path,
            content=b" " * (LIMITS.body_bytes + 1),
            headers={"Authorization": f"Bearer {admin.secret}"},
        )
        assert answer.status_code == 413


def test_body_without_declared_length_arrives_whole(admin: Person) -> None:
    def parts() -> Iterator[bytes]:
        yield from chunks(3)
        yield str(recipe()).replace("'", '"').encode()

    answer = admin.post("/estimates", content=parts(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
