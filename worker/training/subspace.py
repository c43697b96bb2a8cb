"""What a training leaves behind: the vertices and how they may be combined."""

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor

from worker.subspaces.families import geometry_of
from worker.subspaces.geometry import Parts, SubspaceGeometry
from worker.subspaces.scatter import SCATTERS, Scatter
from worker.training.tensor_file import pack, unpack

VERTICES, SCATTER = "vertices", "scatter."


@dataclass(frozen=True, eq=False)
class TrainedSubspace:
    vertices: Tensor
    """(n_vertices, n_parameters) float32, on the CPU, in the order of `Layout`."""
    geometry_name: str
    """Of the catalog's method."""
    concentration: float = 1.0
    """Of the Dirichlet distribution it was trained with; 1 where there is none."""
    parts: Parts = ()
    """Vertex numbers of the simplexes of a complex, or of clouds; empty for all together."""
    scatter: Scatter | None = None
    """What networks have beyond their coefficients."""

    @cached_property
    def geometry(self) -> SubspaceGeometry:
        return geometry_of(self.geometry_name, self.vertices, self.concentration, self.parts)

    def to_bytes(self) -> bytes:
        """As `subspace.safetensors`: the vertices and the scatter's tensors; the rest beside."""
        tensors = {VERTICES: self.vertices}
        if self.scatter:
            tensors |= {f"{SCATTER}{name}": t for name, t in self.scatter.tensors().items()}
        metadata = {
            "geometry": self.geometry_name,
            "concentration": self.concentration,
            "parts": self.parts,
            "scatter": self.scatter.name if self.scatter else None,
        }
        return pack(tensors, metadata)

    @classmethod
    def from_bytes(cls, content: bytes) -> "TrainedSubspace":
        tensors, metadata = unpack(content)
        own = {n.removeprefix(SCATTER): t for n, t in tensors.items() if n.startswith(SCATTER)}
        name = metadata.get("scatter")
        return cls(
            tensors[VERTICES],
            metadata["geometry"],
            metadata["concentration"],
            parts=tuple(map(tuple, metadata.get("parts", ()))),
            scatter=SCATTERS[name](**own) if name else None,
        )
