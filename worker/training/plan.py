"""What a method trains, as data: the skeleton in `trainer.py` carries any plan out."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from torch import Tensor, nn

from worker.datasets.data import Data
from worker.subspaces.geometry import Parts, SubspaceGeometry
from worker.subspaces.layout import Layout
from worker.subspaces.scatter import Scatter
from worker.training.schedule import Schedule


@dataclass(frozen=True)
class Start:
    """What the first vertices of a stage can be made from."""

    fresh: Callable[[int], Tensor]
    """Newly initialised weights (n_parameters,) of a stream."""
    finished: Tensor
    """Vertices (n, n_parameters) that the stages before have left."""
    last: Tensor
    """All vertices of the stage before, as it ended, left or not."""
    end_points: Tensor
    """Trained networks (n, n_parameters) that the recipe names."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stretch of training, in which some vertices move together."""

    vertices: Callable[[Start], Tensor]
    """Gives the first vertices (n_vertices, n_parameters)."""
    geometry: SubspaceGeometry
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
    left: tuple[int, int | None] = (0, None)
    """Start and stop of the vertices that are finished with this stage."""
    copied: tuple[Fraction, ...] = ()
    """Parts of the stage after which they are left as they are then, besides at its end."""
    scored: tuple[float, ...] | None = None
    """Coefficients of the network that is scored after each epoch; the geometry's representative by
    default."""
    samples: int = 1
    """Points in each step, each with its own gradient at the same images."""
    layerwise: bool = False
    """Whether every layer has coefficients of its own."""
    dropout: float = 0.0
    """Chance that an input of a layer is left out, for each image of a step."""
    volume: "Volume | None" = None
    """What pulls the one trained vertex outwards."""
    stream: int = 0
    """Of the randomness: stages of different streams share no order and no draw."""
    streams: tuple[int, ...] = ()
    """One for each vertex, where they are networks that are trained side by side."""
    member: int | None = None
    """Number of the network, where networks are trained one after the other."""

    def __post_init__(self) -> None:
        n_trained = len(range(self.geometry.n_vertices)[slice(*self.trained)])
        if n_trained != 1 and (self.samples > 1 or self.volume):
            raise ValueError(
                f"expected one trained vertex for several samples or a volume; got {n_trained}"
            )

    @property
    def all_scored(self) -> list[tuple[float, ...]]:
        """Coefficients of every network that is scored; the score is their mean."""
        count = self.geometry.n_vertices
        if self.streams:
            return [tuple(float(i == j) for j in range(count)) for i in range(count)]
        return [self.scored or tuple(self.geometry.representative())]


@dataclass(frozen=True)
class Volume:
    """The term -weight log V of the loss, V being the volume of a complex (Benton 2021, eq. 4)."""

    weight: float
    parts: Parts
    vertex: int
    """The one that moves."""
    flattest: float
    """Growth stops when this vertex is flatter; it is then left out."""


@dataclass(frozen=True)
class Ending:
    """What a finished training can publish from."""

    finished: Tensor
    """(n, n_parameters), as all stages left them."""
    module: nn.Module
    """Of any weights; not to be changed."""
    layout: Layout
    data: Data


@dataclass(frozen=True)
class Published:
    vertices: Tensor
    """(n_vertices, n_parameters)"""
    parts: Parts = ()
    """Of a complex or of clouds."""
    scatter: Scatter | None = None
    log_volumes: tuple[float, ...] = ()
    """Of the complex, after every vertex that it grew by."""


def all_finished(ending: Ending) -> Published:
    """Every vertex that the stages left."""
    return Published(ending.finished)


@dataclass(frozen=True, kw_only=True)
class Plan:
    stages: tuple[Stage, ...]
    """One after the other."""
    end_points: int = 0
    """Networks, trained before, that the first stage starts from; each costs one training."""
    published_end_points: int = 0
    """Of them, the first so many are published as they came, before all else."""
    publish: Callable[[Ending], Published] = all_finished
    note: str | None = None
    """For the record: what its figures cannot say."""
    rate_factor: float = 1.0
    weight_decay_divided: bool = False
    """Whether the weight decay was divided by the rate factor."""
