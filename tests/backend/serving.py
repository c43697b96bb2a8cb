"""Serve an application over HTTP for a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from backend.api.main import Switchboard
from backend.api.middleware.limits import BodyLimit
from backend.api.middleware.security import Security
from tests.waiting import wait_until


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Its address; the server stops, with its lifespan, at the end of the block."""
    config = uvicorn.Config(
        app, port=0, log_level="warning", ws="none", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started or not thread.is_alive(), what="the service answers")
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def service_of(app: ASGIApp) -> FastAPI:
    """The FastAPI application within its layers."""
    assert isinstance(app, Security)
    assert isinstance(app.app, BodyLimit)
    assert isinstance(app.app.app, Switchboard)
    assert isinstance(app.app.app.service, FastAPI)
    return app.app.app.service
