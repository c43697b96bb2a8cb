"""Somebody with a bearer token."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from backend.store.credentials import Role

API = "/api/v1"


@dataclass(frozen=True)
class Person:
    client: httpx.Client
    secret: str

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request below /api/v1 with the person's token."""
        headers = {"Authorization": f"Bearer {self.secret}", **options.pop("headers", {})}
        return self.client.request(method, f"{API}{path}", headers=headers, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("POST", path, **options)


Register = Callable[[str, Role], Person]
