"""One network whose parts are left out at random."""

from dataclasses import dataclass

from torch import Tensor

from worker.subspaces.gaussian import Gaussian
from worker.subspaces.geometry import SubspaceGeometry
from worker.subspaces.ruler import Nearest, Ruler


@dataclass(frozen=True)
class Dropout(Gaussian):
    """A cloud without deviations: its networks differ by what is left out alone."""

    def names(self) -> list[str]:
        return SubspaceGeometry.names(self)

    def nearest(self, ruler: Ruler, row: Tensor) -> Nearest:
        return ruler.nearest_member(row)
