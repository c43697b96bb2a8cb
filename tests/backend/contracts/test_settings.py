"""How Celery and redis-py spell the same Redis."""

from pathlib import Path

import pytest

from backend.contracts.settings import Settings


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("redis://:pw@host:6379/2", "redis://:pw@host:6379/2"),
        ("unix://:pw@/run/redis.sock?db=3", "redis+socket://:pw@/run/redis.sock?virtual_host=3"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
    ],
)
def test_broker_is_the_same_redis(url: str, broker: str, tmp_path: Path) -> None:
    assert Settings(state_dir=tmp_path, redis_url=url).broker == broker


def test_broker_without_redis_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="PAYSAGE_REDIS_URL"):
        _ = Settings(state_dir=tmp_path, redis_url=None).broker
