"""Weights that somebody brings: what is said beside the file, and how it is checked."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from backend.contracts.base import Contract, Identifier
from backend.contracts.catalog import LIMITS
from backend.contracts.recipes import Recipe, Training
from backend.contracts.runs import ShortText

METHOD = "imported"
ANY_FILE = "0" * 64


class ImportRequest(Contract):
    """The fields of the form beside the file."""

    dataset: str
    network: str
    network_options: dict[str, Any] = {}
    dataset_options: dict[str, Any] = {}
    epochs: Annotated[int, Field(ge=1, le=LIMITS.epochs, strict=True)] | None = None
    """How long it was trained; null where that is not known."""
    training: Training | None = None
    """How it was trained; null where that is not known."""
    name: ShortText | None = None

    @model_validator(mode="after")
    def _describes_a_network(self) -> Self:
        self.recipe(ANY_FILE)
        return self

    def recipe(self, sha256: str) -> Recipe:
        """Of the run that publishes the file with this hash."""
        known = {"epochs", "training"} & {k for k, v in self if v is not None}
        kept = self.model_dump(exclude={"name"} | ({"epochs", "training"} - known))
        options = {"sha256": sha256, "procedure_known": bool(known)}
        return Recipe.model_validate({**kept, "method": METHOD, "options": options})


class WeightsTask(Contract):
    """Asks the interactive worker whether a file holds the weights of the recipe's network."""

    incoming: Identifier
    recipe: Recipe
    reply_key: str
    sent_at: float
    """Unix time, seconds."""


class Finding(Contract):
    pointer: str
    """JSON pointer into the form."""
    detail: str


class WeightsReply(Contract):
    status: Literal[200, 422, 500] = 200
    detail: str = ""
    findings: list[Finding] = []
    remarks: list[str] = []
    """What was read otherwise than it stood there, in sentences."""


def pointer_to(name: str) -> str:
    """JSON pointer (RFC 6901) to a tensor of the file."""
    return "/file/" + name[:200].replace("~", "~0").replace("/", "~1")
