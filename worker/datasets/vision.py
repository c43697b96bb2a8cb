"""torchvision, repaired where it stands beside a CPU build of torch.

There its import fails with "operator torchvision::nms does not exist"
(https://github.com/pytorch/vision/issues/9085). Declaring the two operators is enough for data
sets, transforms and models; the compiled operators themselves stay away. Nothing else of ours
imports torchvision.
"""

import sys
from typing import Any

import torch

_OPERATORS = ("nms", "qnms")
_SIGNATURE = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"


def _import_parts() -> Any:
    from torchvision import datasets, models, ops  # noqa: TID251 - this module is the way in

    return datasets, models, ops


def _declare_operators() -> Any:
    """Declare what torchvision registers fakes for; holds as long as the library lives."""
    library: Any = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
    for name in _OPERATORS:
        library.define(name + _SIGNATURE)
    return library


def _repaired_parts() -> Any:
    for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
        del sys.modules[name]
    globals()["_library"] = _declare_operators()
    return _import_parts()


try:
    datasets, models, ops = _import_parts()
except RuntimeError:
    datasets, models, ops = _repaired_parts()
