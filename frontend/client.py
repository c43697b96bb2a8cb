"""ApiClient: one method per endpoint of the service, answers are contracts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, BinaryIO, Self, TypeVar

import httpx
from pydantic import TypeAdapter

from backend.contracts.accounts import NewToken, Token, TokenRequest
from backend.contracts.base import Contract
from backend.contracts.certificates import Evaluation
from backend.contracts.image_maps import ImageMap
from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.contracts.predictions import Prediction, PredictionRequest
from backend.contracts.previews import Preview
from backend.contracts.recipes import Estimate, Recipe
from backend.contracts.run_groups import RunGroupPage, RunGroupQuery
from backend.contracts.runs import EpochResult, Event, Run, RunPage, RunPatch, RunQuery, RunRequest
from backend.contracts.weights import ImportRequest
from frontend.event_stream import parse_events
from frontend.weights import weights_file

SECONDS = 30.0
"""How long an answer may take; clicks answer within 10."""
UPLOAD_SECONDS = 300.0
"""How long a file may take to be sent, and to be checked."""
API = "/api/v1"

Answer = TypeVar("Answer", bound=Contract)


class ServiceError(Exception):
    """What the service refused, in its own sentence."""

    def __init__(self, status: int, detail: str, errors: list[dict[str, str]]) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        """Of each field that was refused: pointer and detail."""


class Unreachable(Exception):
    """No service answers at the address."""


class ApiClient:
    def __init__(
        self, url: str, token: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.url = url
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=SECONDS,
            transport=transport,
            trust_env=False,  # a proxy has no business between this machine and itself
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def healthy(self) -> bool:
        try:
            return self._http.get("/healthz", timeout=2).is_success
        except httpx.HTTPError:
            return False

    def catalog(self) -> dict[str, Any]:
        """As JSON: options are JSON schemas there."""
        answer: dict[str, Any] = self._call("GET", "/catalog").json()
        return answer

    def estimate(self, recipe: Recipe) -> Estimate:
        return self._post("/estimates", Estimate, recipe)

    def create_run(self, request: RunRequest, idempotency_key: str | None = None) -> Run:
        headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        return self._post("/runs", Run, request, headers)

    def publish(
        self,
        state_dict: Mapping[str, Any],
        network: str,
        dataset: str,
        *,
        network_options: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        **said: Any,
    ) -> Run:
        """Bring a network that was trained elsewhere; it becomes a run.

        Args:
            state_dict: Parameter name -> tensor, or array, as `model.state_dict()` gives it.
            network: Of the catalog, whose parameters have these names and shapes.
            dataset: That it was trained on.
            network_options: As a recipe has them.
            idempotency_key: Makes a repeated call the same call.
            said: Further fields of `ImportRequest`: name, dataset_options; epochs and training
                where they are known.

        Raises:
            ServiceError: It is refused; `errors` names each tensor that does not fit.
        """
        request = ImportRequest(
            network=network, dataset=dataset, network_options=dict(network_options or {}), **said
        )
        return self.publish_file(weights_file(state_dict), request, idempotency_key)

    def publish_file(
        self, file: BinaryIO, request: ImportRequest, idempotency_key: str | None = None
    ) -> Run:
        """Bring the network in a safetensors file."""
        fields = request.model_dump(mode="json", exclude_none=True)
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
        answer = self._call(
            "POST",
            "/checkpoints",
            form=form,
            file=file,
            headers={"Idempotency-Key": idempotency_key} if idempotency_key else None,
        )
        return Run.model_validate_json(answer.content)

    def run_groups(self, query: RunGroupQuery | None = None) -> RunGroupPage:
        """One page of the groups of runs that differ by seed alone."""
        return self._get("/runs/groups", RunGroupPage, query)

    def runs(self, query: RunQuery | None = None) -> RunPage:
        return self._get("/runs", RunPage, query)

    def run(self, run: str) -> Run:
        return self._get(f"/runs/{run}", Run)

    def patch_run(self, run: str, change: RunPatch) -> Run:
        body = change.model_dump_json(exclude_unset=True)
        return Run.model_validate_json(self._call("PATCH", f"/runs/{run}", body=body).content)

    def delete_run(self, run: str) -> None:
        self._call("DELETE", f"/runs/{run}")

    def cancel_run(self, run: str) -> Run:
        return self._post(f"/runs/{run}/cancel", Run)

    def retry_run(self, run: str) -> Run:
        return self._post(f"/runs/{run}/retry", Run)

    def run_events(self, run: str, after: int = 0) -> Iterator[Event]:
        """Everything that happened after the event `after`, then what happens."""
        return self._events(f"/runs/{run}/events", after)

    def epochs(self, run: str) -> list[EpochResult]:
        answer = self._call("GET", f"/runs/{run}/epochs")
        return TypeAdapter(list[EpochResult]).validate_json(answer.content)

    def previews(self, run: str) -> list[Preview]:
        """What the loss looked like after each epoch that has a preview."""
        answer = self._call("GET", f"/runs/{run}/previews")
        return TypeAdapter(list[Preview]).validate_json(answer.content)

    def evaluation(self, run: str) -> Evaluation:
        return self._get(f"/runs/{run}/evaluation", Evaluation)

    def evaluate(self, run: str) -> Evaluation:
        """Start the long part, again if it was done before; read on with `evaluation`."""
        return self._post(f"/runs/{run}/evaluation", Evaluation)

    def artifact(self, run: str, name: str) -> bytes:
        return self._call("GET", f"/runs/{run}/artifacts/{name}").content

    def landscapes(self, run: str) -> list[Landscape]:
        answer = self._call("GET", f"/runs/{run}/landscapes")
        return TypeAdapter(list[Landscape]).validate_json(answer.content)

    def create_landscape(self, run: str, request: LandscapeRequest) -> Landscape:
        return self._post(f"/runs/{run}/landscapes", Landscape, request)

    def landscape(self, landscape: str) -> Landscape:
        return self._get(f"/landscapes/{landscape}", Landscape)

    def image_map(
        self,
        landscape: str,
        *,
        index: int | None = None,
        of_class: int | None = None,
        subset: Sequence[int] | None = None,
    ) -> ImageMap:
        """Of one image, one class or a few images; exactly one of the three."""
        images = None if subset is None else ",".join(map(str, subset))
        asked = {"index": index, "class": of_class, "subset": images}
        params = {name: value for name, value in asked.items() if value is not None}
        answer = self._call("GET", f"/landscapes/{landscape}/examples", params=params)
        return ImageMap.model_validate_json(answer.content)

    def delete_landscape(self, landscape: str) -> None:
        self._call("DELETE", f"/landscapes/{landscape}")

    def cancel_landscape(self, landscape: str) -> Landscape:
        return self._post(f"/landscapes/{landscape}/cancel", Landscape)

    def landscape_events(self, landscape: str, after: int = 0) -> Iterator[Event]:
        return self._events(f"/landscapes/{landscape}/events", after)

    def predict(self, run: str, request: PredictionRequest) -> Prediction:
        return self._post(f"/runs/{run}/predictions", Prediction, request)

    def tokens(self) -> list[Token]:
        answer = self._call("GET", "/tokens")
        return TypeAdapter(list[Token]).validate_json(answer.content)

    def create_token(self, request: TokenRequest) -> NewToken:
        return self._post("/tokens", NewToken, request)

    def delete_token(self, token: str) -> None:
        self._call("DELETE", f"/tokens/{token}")

    def _get(self, path: str, kind: type[Answer], query: Contract | None = None) -> Answer:
        asked = query.model_dump(mode="json", exclude_none=True) if query else None
        return kind.model_validate_json(self._call("GET", path, params=asked).content)

    def _post(
        self,
        path: str,
        kind: type[Answer],
        request: Contract | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        body = None if request is None else request.model_dump_json(exclude_none=True)
        return kind.model_validate_json(
            self._call("POST", path, body=body, headers=headers).content
        )

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: str | None = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        file: BinaryIO | None = None,
    ) -> httpx.Response:
        sent = {**({"Content-Type": "application/json"} if body else {}), **(headers or {})}
        try:
            answer = self._http.request(
                method,
                API + path,
                content=body,
                params=params,
                headers=sent,
                data=form,
                files={"file": file} if file else None,
                timeout=UPLOAD_SECONDS if file else SECONDS,
            )
        except httpx.HTTPError as error:
            raise Unreachable(
                f"no Paysage answers at {self.url} ({error}); start it with `paysage up`"
            ) from error
        _raise_refusal(answer)
        return answer

    def _events(self, path: str, after: int) -> Iterator[Event]:
        headers = {"Last-Event-ID": str(after), "Accept": "text/event-stream"}
        timeout = httpx.Timeout(SECONDS, read=None)
        try:
            with self._http.stream("GET", API + path, headers=headers, timeout=timeout) as answer:
                if not answer.is_success:
                    answer.read()
                    _raise_refusal(answer)
                yield from parse_events(answer.iter_lines())
        except httpx.HTTPError as error:
            raise Unreachable(f"the stream from {self.url} broke ({error})") from error


def _raise_refusal(answer: httpx.Response) -> None:
    if answer.is_success:
        return
    try:
        problem = answer.json()
        detail, errors = str(problem["detail"]), list(problem.get("errors", []))
    except (json.JSONDecodeError, KeyError, TypeError):
        detail, errors = f"the service answered {answer.status_code}", []
    raise ServiceError(answer.status_code, detail, errors)
