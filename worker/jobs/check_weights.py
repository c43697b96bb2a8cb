"""Reads weights that somebody brings: once to answer whether they fit, once to publish them."""

import time
from collections.abc import Mapping

from safetensors import SafetensorError
from safetensors.torch import load
from torch import Tensor

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from backend.contracts.runs import Run
from backend.contracts.tasks import CHECK_SECONDS
from backend.contracts.weights import Finding, WeightsReply, WeightsTask, pointer_to
from backend.store.incoming import Incoming
from worker.jobs.process import LOG, Process, process, release_memory
from worker.jobs.subspaces import NotTrained
from worker.networks import network
from worker.networks.errors import NetworkRefused
from worker.networks.state_dict import Taken, WeightsRefused, flat_weights

MAX_FINDINGS = 20


def check_brought_weights(task: WeightsTask) -> None:
    """Reply whether the file holds the weights of the recipe's network."""
    here = process()
    if time.time() - task.sent_at > CHECK_SECONDS:
        return
    content = Incoming(here.settings.checkpoints_path).read(task.incoming)
    here.reply(task.reply_key, reply_to(content, task.recipe).model_dump_json())
    release_memory()


def reply_to(content: bytes | None, recipe: Recipe) -> WeightsReply:
    """Whether a file, null where it is gone, holds the weights of the recipe's network."""
    try:
        if content is None:
            raise WeightsRefused("the file is gone; bring it again")
        remarks = list(weights_in(content, recipe).remarks)
    except WeightsRefused as refusal:
        return _refused(str(refusal), "/file", refusal.findings)
    except NetworkRefused as refusal:
        return _refused(str(refusal), "/network_options")
    except Exception as error:
        LOG.exception("a brought file could not be checked")
        return WeightsReply(status=500, detail=f"{type(error).__name__}: {error}")
    return WeightsReply(remarks=remarks)


def brought_network(run: Run, here: Process) -> Tensor:
    """Weights (n_parameters,) of an imported run, from the file that lies where checkpoints do."""
    content = here.checkpoints.latest(run.id)
    if content is None:
        raise NotTrained(f"the file of run {run.id} is gone; bring it again")
    return weights_in(content, run.known_recipe()).weights


def weights_in(content: bytes, recipe: Recipe) -> Taken:
    """The weights in a safetensors file, and how they were read.

    Raises:
        WeightsRefused: The file holds something else.
        NetworkRefused: The recipe's network cannot be built.
    """
    module = network(DATASETS[recipe.dataset], recipe.network, recipe.network_options)
    try:
        tensors = load(content)
    except (SafetensorError, KeyError, ValueError, RuntimeError) as error:
        raise WeightsRefused(f"the file cannot be read as safetensors: {error}") from error
    return flat_weights(tensors, module)


def _refused(detail: str, pointer: str, tensors: Mapping[str, str] | None = None) -> WeightsReply:
    named = list((tensors or {}).items())[:MAX_FINDINGS]
    findings = [Finding(pointer=pointer_to(name), detail=fault) for name, fault in named]
    findings = findings or [Finding(pointer=pointer, detail=detail)]
    return WeightsReply(status=422, detail=detail, findings=findings)
