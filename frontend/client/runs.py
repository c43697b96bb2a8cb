"""Runs and what belongs to one: epochs, previews, evaluation, files."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from backend.contracts.evaluation import Evaluation
from backend.contracts.previews import Preview
from backend.contracts.reading import read, read_list
from backend.contracts.run_groups import RunGroupPage, RunGroupQuery
from backend.contracts.runs import (
    DeletedRun,
    EpochResult,
    Event,
    Run,
    RunPage,
    RunPatch,
    RunQuery,
    RunRequest,
)
from backend.contracts.weights import ImportRequest
from frontend.client.transport import Transport
from frontend.client.weights import weights_file


class RunCalls(Transport):
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
        return read(Run, answer.content)

    def run_groups(self, query: RunGroupQuery | None = None) -> RunGroupPage:
        """One page of the groups of runs that differ by seed alone."""
        return self._get("/runs/groups", RunGroupPage, query)

    def runs(self, query: RunQuery | None = None) -> RunPage:
        return self._get("/runs", RunPage, query)

    def run(self, run: str) -> Run:
        return self._get(f"/runs/{run}", Run)

    def patch_run(self, run: str, change: RunPatch) -> Run:
        body = change.model_dump_json(exclude_unset=True)
        return read(Run, self._call("PATCH", f"/runs/{run}", body=body).content)

    def delete_run(self, run: str) -> DeletedRun:
        return read(DeletedRun, self._call("DELETE", f"/runs/{run}").content)

    def cancel_run(self, run: str) -> Run:
        return self._post(f"/runs/{run}/cancel", Run)

    def retry_run(self, run: str) -> Run:
        return self._post(f"/runs/{run}/retry", Run)

    def run_events(self, run: str, after: int = 0) -> Iterator[Event]:
        """Everything that happened after the event `after`, then what happens."""
        return self._events(f"/runs/{run}/events", after)

    def epochs(self, run: str) -> list[EpochResult]:
        answer = self._call("GET", f"/runs/{run}/epochs")
        return read_list(EpochResult, answer.content)

    def previews(self, run: str) -> list[Preview]:
        """What the loss looked like after each epoch that has a preview."""
        answer = self._call("GET", f"/runs/{run}/previews")
        return read_list(Preview, answer.content)

    def evaluation(self, run: str) -> Evaluation:
        return self._get(f"/runs/{run}/evaluation", Evaluation)

    def evaluate(self, run: str) -> Evaluation:
        """Start the long part, again if it was done before; read on with `evaluation`."""
        return self._post(f"/runs/{run}/evaluation", Evaluation)

    def artifact(self, run: str, name: str) -> bytes:
        return self._call("GET", f"/runs/{run}/artifacts/{name}").content
