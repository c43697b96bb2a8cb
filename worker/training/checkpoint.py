"""All that a training needs to go on as if it had never stopped."""

from dataclasses import asdict, dataclass

from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.training.errors import CheckpointMismatch
from worker.training.tensor_file import pack, unpack


@dataclass
class Counters:
    """Where a training stands; with the recipe's seed they address all its randomness."""

    stage: int = 0
    epoch: int = 0
    """Epochs finished in this stage."""
    step: int = 0
    """Steps done in this epoch; all of them while its evaluation is still to come."""
    gradient_evaluations: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, eq=False)
class Checkpoint:
    recipe_hash: str
    """As `procedure_of` gives it."""
    counters: Counters
    vertices: Tensor
    """Of the stage that runs (n_vertices, n_parameters); empty when all stages are done."""
    momenta: Tensor
    """The same shape."""
    finished: Tensor
    """Vertices (n, n_parameters) of the stages that are done."""
    losses: Tensor
    """(memory + steps_per_epoch,), as in `Losses.values`."""

    def to_bytes(self) -> bytes:
        """As safetensors; counters and the recipe's hash in the metadata."""
        tensors = {name: getattr(self, name) for name in _TENSORS}
        return pack(tensors, {"recipe_hash": self.recipe_hash, "counters": asdict(self.counters)})

    @classmethod
    def from_bytes(cls, content: bytes) -> "Checkpoint":
        tensors, metadata = unpack(content)
        counters = Counters(**metadata["counters"])
        return cls(recipe_hash=metadata["recipe_hash"], counters=counters, **tensors)

    def is_of(self, recipe: Recipe) -> bool:
        """Whether a training of this recipe can go on from here."""
        return self.recipe_hash == procedure_of(recipe)

    def check_recipe(self, recipe: Recipe) -> None:
        if not self.is_of(recipe):
            raise CheckpointMismatch(
                f"expected a checkpoint of recipe {recipe.recipe_hash()[:12]}, as its method now "
                f"trains, got one of {self.recipe_hash[:12]}; start this training from the "
                "beginning"
            )


def procedure_of(recipe: Recipe) -> str:
    """The recipe's hash, with the revision of its method where there was an earlier one."""
    revision = recipe.entry.revision
    return recipe.recipe_hash() + (f"-{revision}" if revision > 1 else "")


_TENSORS = ("vertices", "momenta", "finished", "losses")
