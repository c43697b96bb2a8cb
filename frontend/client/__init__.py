"""ApiClient: one method per endpoint of the service, answers are contracts."""

from typing import Any

from backend.contracts.accounts import NewToken, Status, Token, TokenRequest
from backend.contracts.reading import read_list
from backend.contracts.recipes import Estimate, Recipe
from frontend.client.landscapes import LandscapeCalls
from frontend.client.networks import NetworkCalls
from frontend.client.runs import RunCalls
from frontend.client.transport import ServiceError, Unreachable

__all__ = ["ApiClient", "ServiceError", "Unreachable"]


class ApiClient(RunCalls, LandscapeCalls, NetworkCalls):
    """Of the whole service."""

    def catalog(self) -> dict[str, Any]:
        """As JSON: options are JSON schemas there."""
        answer: dict[str, Any] = self._call("GET", "/catalog").json()
        return answer

    def status(self) -> Status:
        """Who is signed in, how busy the trainer is, and which workers cannot work."""
        return self._get("/status", Status)

    def estimate(self, recipe: Recipe) -> Estimate:
        return self._post("/estimates", Estimate, recipe)

    def tokens(self) -> list[Token]:
        answer = self._call("GET", "/tokens")
        return read_list(Token, answer.content)

    def create_token(self, request: TokenRequest) -> NewToken:
        return self._post("/tokens", NewToken, request)

    def delete_token(self, token: str) -> None:
        self._call("DELETE", f"/tokens/{token}")
