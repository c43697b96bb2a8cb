"""One command starts everything, one signal ends everything, and nothing is left in between."""

import json
import os
import signal
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from frontend import embedded_redis
from tests.stack import Stack, command
from tests.waiting import wait_until

pytestmark = pytest.mark.stack

SERVICES = {
    "redis": "valkey-server",
    "web": "frontend.serving",
    "train": "--queues train",
    "interactive": "--queues interactive",
    "landscape": "--queues landscape",
}


@pytest.fixture(scope="module")
def own_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """May be killed in parts; every test leaves it running."""
    stack = Stack.start(tmp_path_factory.mktemp("own"))
    yield stack
    stack.end()


def run(state_dir: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*command(state_dir), *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def children(stack: Stack, name: str) -> set[int]:
    return {pid for pid, line in stack.processes().items() if SERVICES[name] in line}


def healthy(stack: Stack) -> bool:
    with stack.client() as client:
        return client.healthy()


def test_the_line_for_machines_names_the_way_in(own_stack: Stack) -> None:
    assert set(own_stack.pids) == set(SERVICES)
    answer = httpx.get(
        f"{own_stack.url}/api/v1/runs", headers={"Authorization": f"Bearer {own_stack.token}"}
    )
    assert answer.status_code == 200
    assert httpx.get(f"{own_stack.url}/api/v1/runs").status_code == 401


def test_the_page_is_served_beside_the_api(own_stack: Stack) -> None:
    page = httpx.get(own_stack.url, headers={"Authorization": f"Bearer {own_stack.token}"})
    assert page.status_code == 200
    assert "Paysage" in page.text


def test_secrets_are_for_this_user_alone(own_stack: Stack) -> None:
    file = own_stack.state_dir / "client.json"
    assert json.loads(file.read_text()) == {"url": own_stack.url, "token": own_stack.token}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_stack.state_dir.stat().st_mode) == 0o700


def test_every_service_leads_its_own_session(own_stack: Stack) -> None:
    for pid in own_stack.pids.values():
        assert os.getsid(pid) == pid


def test_a_second_start_prints_the_address(own_stack: Stack) -> None:
    second = run(own_stack.state_dir)
    assert second.returncode == 0
    assert own_stack.url in second.stdout
    assert healthy(own_stack)


def test_a_new_sign_in_link_works_once(own_stack: Stack) -> None:
    link = own_stack.sign_in_link()
    token = httpx.URL(link).params["token"]
    posts = [httpx.post(f"{own_stack.url}/sign-in", data={"token": token}) for _ in range(2)]
    assert [post.status_code for post in posts] == [303, 403]


@pytest.mark.parametrize("name", SERVICES)
def test_a_killed_service_comes_back(own_stack: Stack, name: str) -> None:
    before = children(own_stack, name)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: children(own_stack, name) - before, what=f"{name} runs again")
    wait_until(lambda: healthy(own_stack), what="the service answers")
    if name == "redis":
        server = embedded_redis.prepare(own_stack.state_dir / "redis")
        wait_until(lambda: embedded_redis.answers(server.url), what="Redis answers")


def test_a_busy_port_is_one_plain_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        failed = run(tmp_path, "--port", port)
    assert failed.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in failed.stdout
    assert "Traceback" not in failed.stdout + failed.stderr


def test_a_public_address_is_refused(tmp_path: Path) -> None:
    failed = run(tmp_path, "--host", "0.0.0.0")
    assert failed.returncode == 1
    assert "without encryption" in failed.stdout


def test_a_folder_of_somebody_else_stays_locked_until_all_are_gone(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Also the one test of a killed supervisor: nothing outlives it, and a start comes after."""
    first = Stack.start(tmp_path_factory.mktemp("killed"))
    first.stop(signal.SIGKILL)
    wait_until(lambda: not first.processes(), seconds=5, what="all processes are gone")
    second = Stack.start(first.state_dir)
    assert second.token == first.token
    assert second.stop(signal.SIGHUP) == 0
    assert second.processes() == {}
