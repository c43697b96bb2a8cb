"""Growing between networks that stay: cost, volume, collapse."""

import pytest
import torch

from tests.worker.training.tiny import OPTIONS, tiny_recipe, trained
from worker.subspaces.simplicial import log_volumes
from worker.training import growth


def test_every_sample_counts_as_a_gradient_evaluation():
    """Two modes of 3 epochs; two connectors that share .8 trainings, whatever H is."""
    for samples in (1, 2, 4):
        options = OPTIONS["spro"] | {"samples": samples}
        record = trained(tiny_recipe("spro", options=options))[0].record()
        assert record.gradient_evaluations == pytest.approx(2.8 * 3 * 90, abs=2 * samples)


def test_modes_are_those_of_the_ensemble():
    ensemble = trained(tiny_recipe("deep_ensemble", options={"members": 2}))[0].subspace().vertices
    grown = trained(tiny_recipe("spro"))[0].subspace().vertices
    torch.testing.assert_close(grown[:2], ensemble)  # whose members are trained side by side


@pytest.mark.parametrize("method", ["spro", "espro"])
def test_volume_after_every_vertex_is_recorded(method):
    trainer, _ = trained(tiny_recipe(method))
    subspace, volumes = trainer.subspace(), trainer.record().log_volumes
    assert len(volumes) == len(subspace.vertices) - 2
    last = log_volumes(subspace.vertices, subspace.parts).logsumexp(0)
    assert volumes[-1] == pytest.approx(float(last))


def test_volume_weight_makes_room():
    def last(weight: float) -> float:
        options = OPTIONS["spro"] | {"volume_weight": weight}
        return trained(tiny_recipe("spro", options=options))[0].record().log_volumes[-1]

    assert last(1.0) > last(0.0)


def test_growth_stops_at_collapse(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(growth, "FLATTEST", 1e9)
    trainer, reports = trained(tiny_recipe("spro"))
    subspace = trainer.subspace()
    assert len(subspace.vertices) == 2
    assert subspace.parts == ((0,), (1,))
    assert trainer.record().log_volumes == []
    assert reports[-1].epoch < reports[-1].total_epochs


def test_simplexes_of_an_ensemble_share_nothing():
    parts = trained(tiny_recipe("espro"))[0].subspace().parts
    assert parts == ((0, 2, 4), (1, 3, 5))
