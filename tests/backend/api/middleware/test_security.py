"""Nobody passes without a credential, and a cookie alone changes nothing."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.main import create_app
from backend.api.middleware.cookies import split_host
from backend.api.middleware.security import DOCS
from backend.contracts.settings import Settings
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.serving import served, service_of
from tests.backend.trainings import recipe

OPEN = {("GET", "/healthz"), ("GET", "/sign-in"), ("POST", "/sign-in")}
RUN = {"recipe": recipe()}


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for the mounted Dash application."""
    user = scope["state"]["identity"].user
    await PlainTextResponse(f"a page for {user}")(scope, receive, send)


@pytest.fixture(scope="module")
def app(settings: Settings, database: Database, redis_client: object) -> ASGIApp:
    return create_app(settings, database, mounts=[("/", page)], script_hashes=["'sha256-abc='"])


@pytest.fixture
def browser(anonymous: httpx.Client, link: str) -> httpx.Client:
    """A client that has signed in and keeps its cookie."""
    answer = anonymous.post("/sign-in", data={"token": link})
    assert answer.status_code == 303
    return anonymous


def own(client: httpx.Client) -> dict[str, str]:
    """Headers that our own page sends."""
    return {"Origin": str(client.base_url).rstrip("/"), "X-Paysage": "1"}


def routes_of(app: ASGIApp) -> Iterator[tuple[str, str]]:
    for route in iter_route_contexts(service_of(app).routes):
        path = (route.path or "").replace("{", "").replace("}", "")
        yield from ((method, path) for method in route.methods or ())


def test_no_route_is_open_but_health_and_sign_in(app: ASGIApp, anonymous: httpx.Client) -> None:
    routes = {route for route in routes_of(app) if route[0] != "HEAD"}
    assert routes > OPEN
    assert len(routes) > 20
    for method, path in sorted(routes - OPEN):
        answer = anonymous.request(method, path)
        if path == DOCS:  # a page: strangers are led to the sign-in one, as on any other
            assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")
            continue
        assert answer.status_code == 401, f"{method} {path}"
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/", ""),
        ("/_dash-layout", ""),
        ("/sign-in%23", ""),
        ("/runs", "?next=%2Fruns"),
        ("/healthz%3Fx", "?next=%2Fhealthz%3Fx"),
        (
            "/explore/1f?t=0.3&a=t:1",
            "?next=%2Fexplore%2F1f%3Ft%3D0.3%26a%3Dt%3A1",
        ),
    ],
)
def test_mounted_pages_lead_strangers_to_the_sign_in_page(
    anonymous: httpx.Client, path: str, query: str
) -> None:
    answer = anonymous.get(path, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in{query}")
    icon = anonymous.get(path, headers={"Accept": "image/*"})
    assert (icon.status_code, icon.headers["location"]) == (303, "/sign-in")


def test_mounted_post_of_a_stranger_is_refused(anonymous: httpx.Client) -> None:
    assert anonymous.post("/_dash-update-component", json={}).status_code == 401


def test_health_is_open(anonymous: httpx.Client) -> None:
    assert anonymous.get("/healthz").json() == {"status": "ok"}


def test_sign_in_page_spends_nothing_and_its_button_once(
    anonymous: httpx.Client, link: str
) -> None:
    for _ in range(2):
        shown = anonymous.get("/sign-in", params={"token": link})
        assert link in shown.text
        assert shown.text.count("<button") == 1
        assert "set-cookie" not in shown.headers
    first = anonymous.post("/sign-in", data={"token": link})
    assert first.status_code == 303
    anonymous.cookies.clear()
    second = anonymous.post("/sign-in", data={"token": link})
    assert second.status_code == 403
    assert "used already or has expired" in second.text


def test_a_demo_link_leads_to_a_page_that_plays(anonymous: httpx.Client, link: str) -> None:
    shown = anonymous.get("/sign-in", params={"token": link, "demo": "1"})
    assert 'name="demo"' in shown.text
    answer = anonymous.post("/sign-in", data={"token": link, "demo": "true"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?demo=1")


def test_cookie_is_kept_from_scripts_and_named_after_the_port(
    anonymous: httpx.Client, link: str
) -> None:
    cookie = anonymous.post("/sign-in", data={"token": link}).headers["set-cookie"]
    assert cookie.startswith(f"paysage_{anonymous.base_url.port}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_sign_in_page_escapes_what_it_is_given(anonymous: httpx.Client) -> None:
    shown = anonymous.get("/sign-in", params={"token": '"><script>alert(1)</script>'})
    assert "<script>" not in shown.text
    assert "&quot;&gt;&lt;script&gt;" in shown.text


def test_sign_in_from_a_foreign_page_is_refused(anonymous: httpx.Client, link: str) -> None:
    foreign = {"Origin": "http://evil.example"}
    assert anonymous.post("/sign-in", data={"token": link}, headers=foreign).status_code == 403
    assert anonymous.post("/sign-in", data={"token": link}).status_code == 303


def test_signed_in_people_reach_pages_and_service(browser: httpx.Client) -> None:
    assert browser.get("/").text == "a page for ada"
    assert browser.get("/api/v1/status").json()["user"] == "ada"


def test_link_or_session_is_no_bearer_token(browser: httpx.Client, link: str) -> None:
    for secret in (link, *browser.cookies.values()):
        headers = {"Authorization": f"Bearer {secret}"}
        assert browser.get("/api/v1/status", headers=headers).status_code == 401


@pytest.mark.parametrize("header", ["Basic YWRhOmFkYQ==", "Bearer", "Bearer nonsense", "x"])
def test_wrong_authorization_is_refused_in_spite_of_a_cookie(
    browser: httpx.Client, header: str
) -> None:
    answer = browser.get("/api/v1/status", headers={"Authorization": header})
    assert answer.status_code == 401


def test_session_ends_with_signing_out(browser: httpx.Client) -> None:
    cookies = dict(browser.cookies)
    answer = browser.post("/sign-out", headers={"Origin": own(browser)["Origin"]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert not browser.cookies
    browser.cookies.update(cookies)
    assert browser.get("/api/v1/status").status_code == 401


def test_own_page_may_change_things(browser: httpx.Client) -> None:
    assert browser.post("/api/v1/runs", json=RUN, headers=own(browser)).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://["},
        {"X-Paysage": None},
    ],
)
def test_changing_request_by_cookie_needs_origin_and_header(
    browser: httpx.Client, change: dict[str, str | None]
) -> None:
    before = browser.get("/api/v1/runs").json()["total"]
    headers = {name: value for name, value in (own(browser) | change).items() if value}
    for method, path in (("POST", "runs"), ("PATCH", "runs/x"), ("DELETE", "runs/x")):
        answer = browser.request(method, f"/api/v1/{path}", json=RUN, headers=headers)
        assert answer.status_code == 403
    assert browser.get("/api/v1/runs").json()["total"] == before


def test_dash_callbacks_need_the_origin_but_no_header(browser: httpx.Client) -> None:
    origin = {"Origin": own(browser)["Origin"]}
    path = "/_dash-update-component"
    assert browser.post(path, json={}, headers=origin).status_code == 200
    assert browser.post(path, json={}).status_code == 403
    assert browser.post(path, json={}, headers={"Origin": "http://evil"}).status_code == 403


def test_bearer_needs_neither_origin_nor_header(admin: Person) -> None:
    assert admin.post("/runs", json=RUN).status_code == 201


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil", "", "["])
def test_foreign_host_is_refused(anonymous: httpx.Client, host: str) -> None:
    assert anonymous.get("/healthz", headers={"Host": host}).status_code == 400


def test_foreign_host_is_answered_where_it_is_allowed(
    settings: Settings, database: Database, redis_client: object
) -> None:
    wider = settings.model_copy(update={"allowed_hosts": ["weights.example"]})
    with served(create_app(wider, database)) as url:
        headers = {"Host": "Weights.example:443"}
        assert httpx.get(f"{url}/healthz", headers=headers).status_code == 200
        assert httpx.get(f"{url}/healthz").status_code == 400


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost:80", ("localhost", "80")),
        ("LOCALHOST", ("localhost", "")),
        ("[::1]:8000", ("[::1]", "8000")),
        ("[::1]", ("[::1]", "")),
        ("", ("", "")),
    ],
)
def test_host_is_split_into_name_and_port(host: str, expected: tuple[str, str]) -> None:
    assert split_host(host) == expected


def test_every_answer_carries_security_headers(browser: httpx.Client) -> None:
    for path in ("/", "/sign-in", "/healthz", "/api/v1/catalog", "/api/v1/nothing"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'self' 'sha256-abc=';" in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.anyio
async def test_websockets_are_refused(app: ASGIApp) -> None:
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await app({"type": "websocket", "path": "/", "headers": []}, receive, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_wrong_method_and_unknown_path_stay_with_the_service(browser: httpx.Client) -> None:
    assert browser.get("/api/v1/nothing").status_code == 404
    assert browser.put("/api/v1/runs", headers=own(browser)).status_code == 405
