"""What a training leaves behind: the vertices and how they may be combined."""

from dataclasses import dataclass

from torch import Tensor

from worker.subspaces.families import Geometry, geometry_of
from worker.training.tensor_file import pack, unpack


@dataclass(frozen=True, eq=False)
class TrainedSubspace:
    vertices: Tensor
    """(n_vertices, n_parameters) float32, on the CPU, in the order of `Layout`."""
    geometry_name: str
    """Of the catalog's method: members, line, bezier or simplex."""
    concentration: float = 1.0
    """Of the Dirichlet distribution it was trained with; 1 where there is none."""

    @property
    def geometry(self) -> Geometry:
        return geometry_of(self.geometry_name, len(self.vertices), self.concentration)

    def to_bytes(self) -> bytes:
        """As `subspace.safetensors`: the tensor "vertices"; geometry and concentration beside."""
        metadata = {"geometry": self.geometry_name, "concentration": self.concentration}
        return pack({"vertices": self.vertices}, metadata)

    @classmethod
    def from_bytes(cls, content: bytes) -> "TrainedSubspace":
        tensors, metadata = unpack(content)
        return cls(tensors["vertices"], metadata["geometry"], metadata["concentration"])
