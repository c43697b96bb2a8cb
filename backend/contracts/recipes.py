"""A recipe says what is trained and how; its hash says which runs are retrainings of each other."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from backend.contracts.base import Contract, Flag, Seed
from backend.contracts.catalog import DATASETS, LIMITS, METHODS, NETWORKS, Entry, MethodEntry
from backend.contracts.fault_words import shown
from backend.contracts.options import EndPoint, unit

_REGISTRIES: dict[str, Mapping[str, Entry]] = {
    "dataset": DATASETS,
    "network": NETWORKS,
    "method": METHODS,
}
_OPTIONS_OF = {
    "dataset_options": "dataset",
    "network_options": "network",
    "options": "method",
}


class Training(Contract):
    """How one plain network is trained; part of the procedure."""

    learning_rate: Annotated[float, Field(gt=0, le=1e7)] = 0.1
    """Peak step of stochastic gradient descent."""
    momentum: Annotated[float, Field(ge=0, lt=1)] = 0.9
    """Of the Nesterov-free heavy ball."""
    weight_decay: Annotated[float, Field(ge=0, le=1)] = 5e-4
    """L2 penalty, added to the gradient."""
    batch_size: Annotated[int, Field(ge=8, le=4096, json_schema_extra=unit("images"))] = 128
    """Images per step."""
    schedule: Literal["cosine", "constant"] = "cosine"
    """Of the learning rate, over the whole run."""
    warmup_epochs: Annotated[float, Field(ge=0, le=50, json_schema_extra=unit("epochs"))] = 0.0
    """Linear rise of the learning rate at the start."""
    precision: Literal["float32", "bfloat16"] = "float32"
    """Of the forward and backward pass; weights and loss stay in float32."""
    channels_last: Flag = False
    """Memory order of images: faster for convolutions on some devices."""


class Recipe(Contract):
    dataset: str
    network: str
    method: str
    epochs: Annotated[int, Field(ge=1, le=LIMITS.epochs, strict=True)] = 3
    """Length of ONE plain training of the procedure."""
    seed: Seed = 0
    """Of initialisation, order of the images and every draw."""
    options: Annotated[dict[str, Any], Field(validate_default=True)] = {}
    network_options: Annotated[dict[str, Any], Field(validate_default=True)] = {}
    dataset_options: Annotated[dict[str, Any], Field(validate_default=True)] = {}
    training: Training = Training()

    @field_validator("dataset", "network", "method")
    @classmethod
    def _known(cls, name: str, info: ValidationInfo) -> str:
        registry = _REGISTRIES[str(info.field_name)]
        if name not in registry:
            known = ", ".join(registry)
            raise ValueError(f"unknown {info.field_name} {shown(name)}; known are {known}")
        return name

    @field_validator("options", "network_options", "dataset_options")
    @classmethod
    def _complete(cls, options: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        """Check options against the catalog and fill in the defaults."""
        kind = _OPTIONS_OF[str(info.field_name)]
        if kind not in info.data:
            return {}  # the name itself was refused already
        entry = _REGISTRIES[kind][info.data[kind]]
        return entry.options.model_validate(options).model_dump(mode="json")

    @property
    def entry(self) -> MethodEntry:
        return METHODS[self.method]

    @property
    def vertex_count(self) -> int:
        """Members, control points or vertices of the published subspace; at most, where some
        grow."""
        return self.entry.published.of(self.options)

    @property
    def training_images(self) -> int:
        """Images that one epoch passes over."""
        asked: int = self.dataset_options.get("training_examples", 0)
        held_out: int = self.dataset_options.get("validation", 0)
        kept = DATASETS[self.dataset].training_examples - held_out
        return min(asked or kept, kept)

    @property
    def scale(self) -> dict[str, Any]:
        """How pixels become inputs of the network, where that is not usual: mean, std or both."""
        return {n: self.dataset_options[n] for n in ("mean", "std") if n in self.dataset_options}

    @property
    def starts(self) -> dict[str, EndPoint]:
        """JSON pointer -> trained network that this run starts from, as the trainer gets them."""
        named = {"/options/start_from": self.options.get("start_from")}
        for number, point in enumerate(self.options.get("end_points", ())):
            named[f"/options/end_points/{number}"] = point
        return {
            pointer: EndPoint.model_validate(point) for pointer, point in named.items() if point
        }

    @property
    def needs(self) -> list[str]:
        """Ids of the runs this one starts from."""
        return list(dict.fromkeys(point.run for point in self.starts.values()))

    def procedure_hash(self) -> str:
        """Equal for recipes whose plain trainings differ by seed alone (sha256, hex)."""
        kept = self.model_dump(mode="json", exclude={"method", "options", "seed"})
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()

    def recipe_hash(self) -> str:
        """Equal for equal recipes (sha256, hex)."""
        return hashlib.sha256(
            json.dumps(self.model_dump(mode="json"), sort_keys=True).encode()
        ).hexdigest()


class Estimate(Contract):
    """What a recipe will cost, before anything starts; null with a reason where not known."""

    gradient_evaluations: int
    """Examples that pass forward and backward; each network that it starts from counts as one plain
    training."""
    equivalent_trainings: float
    """Gradient evaluations over those of one plain training."""
    flops: float | None
    """Of the gradient evaluations."""
    seconds: float | None
    """Spent by the run itself."""
    bytes: int | None
    """Of the published weights."""
    reason: str | None = None
    """Why a field is null."""
    reference: str | None = None
    """Id of the completed Deep Ensemble that the run would be compared with."""
