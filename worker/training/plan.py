"""What a method trains, as data: the skeleton in `trainer.py` carries any plan out."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from worker.subspaces.families import Geometry
from worker.training.schedule import Schedule


@dataclass(frozen=True)
class Start:
    """What the first vertices of a stage can be made from."""

    fresh: Callable[[int], Tensor]
    """Newly initialised weights (n_parameters,) of a stream."""
    finished: Tensor
    """Vertices (n, n_parameters) of the stages before."""
    end_points: Tensor
    """Trained networks (n, n_parameters) that the recipe names."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stretch of training, in which some vertices move together."""

    vertices: Callable[[Start], Tensor]
    """Gives the first vertices (n_vertices, n_parameters)."""
    geometry: Geometry
    """Coefficients are drawn from it, once per mini-batch."""
    epochs: float
    learning_rate: float
    """At its peak, with every factor."""
    schedule: Schedule
    momentum: float
    vertex_decay: float = 0.0
    """L2 penalty on each vertex."""
    point_decay: float = 0.0
    """L2 penalty on the point drawn."""
    beta: float = 0.0
    """Weight of the squared cosine between two vertices."""
    equal_steps: bool = False
    """Whether every draw moves its point equally far, instead of by its own sum a_i^2."""
    largest_gradient: float | None = None
    """Norm that longer gradients at the point are scaled to (Pascanu 2013)."""
    trained: tuple[int, int | None] = (0, None)
    """Start and stop of the vertices that move; the others stay."""
    stream: int = 0
    """Of the randomness: stages of different streams share no order and no draw."""
    member: int | None = None
    """Number of the network, where networks are trained one after the other."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    stages: tuple[Stage, ...]
    """One after the other; a plan without any publishes its end points as they came."""
    end_points: int = 0
    """Networks, trained before, that the first stage starts from; each costs one training."""
    note: str | None = None
    """For the record: what its figures cannot say."""
    rate_factor: float = 1.0
    weight_decay_divided: bool = False
    """Whether the weight decay was divided by the rate factor."""
