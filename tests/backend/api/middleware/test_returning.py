"""A shared link opened by somebody not signed in: signing in leads to it, and nowhere else."""

from urllib.parse import quote

import httpx
import pytest


def test_a_shared_link_returns_after_signing_in(anonymous: httpx.Client, link: str) -> None:
    wanted = "/explore/0123456789ab?t=0.3&a=t:1"
    way = anonymous.get(wanted, headers={"Accept": "text/html"}).headers["location"]
    cookie = anonymous.get(way).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    answer = anonymous.post("/sign-in", data={"token": link})
    assert (answer.status_code, answer.headers["location"]) == (303, wanted)
    assert list(dict(anonymous.cookies)) == [f"paysage_{anonymous.base_url.port}"]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example/",
        "javascript:alert(1)",
        "/sign-out",
        "/api/v1/tokens",
        "/" + "x" * 2_000,
        "",
    ],
)
def test_signing_in_leads_nowhere_else(anonymous: httpx.Client, link: str, wanted: str) -> None:
    shown = anonymous.get("/sign-in", params={"next": wanted})
    assert "set-cookie" not in shown.headers
    forged = f"paysage_{anonymous.base_url.port}-next={quote(wanted, safe='')}"
    answer = anonymous.post("/sign-in", data={"token": link}, headers={"Cookie": forged})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
