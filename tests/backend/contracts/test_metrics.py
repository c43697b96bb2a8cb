"""What the entry of a metric tells the page."""

from backend.contracts.catalog import catalog
from backend.contracts.metrics import MAP_METRICS, METRICS


def test_every_metric_of_a_stored_map_has_an_entry() -> None:
    assert tuple(n for n, entry in MAP_METRICS.items() if not entry.follows) == METRICS
    assert catalog().metrics == list(METRICS)
    assert [entry.name for entry in catalog().map_metrics] == [*METRICS, "disagreement"]


def test_scales_and_levels_lie_in_the_range() -> None:
    for entry in MAP_METRICS.values():
        low, high = entry.range
        values = (*entry.levels, *entry.ticks, entry.empty)
        assert all(low <= value and (high is None or value <= high) for value in values)
        assert list(entry.levels) == sorted(entry.levels)


def test_what_is_at_hand_is_always_to_be_had() -> None:
    assert [n for n, entry in MAP_METRICS.items() if entry.at_hand] == ["loss", "accuracy"]


def test_half_sentences_are_whole() -> None:
    assert MAP_METRICS["ece"].hint.startswith("Calibration error: how far")
    assert MAP_METRICS["disagreement"].meaning.startswith("Share of the images that a network lab")
    assert MAP_METRICS["disagreement"].hint.startswith("Disagreement: share of the images")
