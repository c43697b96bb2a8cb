"""How Celery and redis-py spell the same Redis."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from backend.contracts.settings import SettingRefused, Settings


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


@pytest.mark.parametrize(
    "name", ["plain", "p%41", "C#", "q?z", "a b", 'qu"o', "sq'u", "back\\s", "ü日", "a:b@c&d=e"]
)
def test_the_database_lies_in_the_state_folder_whatever_it_is_called(name: str) -> None:
    folder = Path("/state") / name
    assert make_url(Settings(state_dir=folder).database).database == f"{folder}/paysage.sqlite3"


@pytest.mark.parametrize(
    ("said", "hosts"),
    [
        ("a.example, b.example", ["a.example", "b.example"]),
        ('["a.example", "[::1]"]', ["a.example", "[::1]"]),
        ("[::1],localhost", ["[::1]", "localhost"]),
    ],
)
def test_hosts_stand_between_commas_or_in_a_list(
    monkeypatch: pytest.MonkeyPatch, said: str, hosts: list[str]
) -> None:
    monkeypatch.setenv("PAYSAGE_ALLOWED_HOSTS", said)
    assert Settings.read().allowed_hosts == hosts


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("ALLOWED_HOSTS", '{"a": 1}', "expected host names with commas between them"),
        ("ALLOWED_HOSTS", "", "expected host names with commas between them"),
        ("STATE_DIR", "", "expected the path of a folder"),
        ("DATA_DIR", " ", "expected the path of a folder"),
        ("DEVICE", "gpu", 'expected .*auto.*, got "gpu"'),
        ("THREADS", "-1", "at least 0, got"),
        ("DATABASE_URL", "here.db", "expected sqlite:////absolute/path or postgresql"),
        ("REDIS_URL", "http://here", "expected redis://, rediss:// or unix://"),
    ],
)
def test_a_refusal_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, said: str, sentence: str
) -> None:
    monkeypatch.setenv(f"PAYSAGE_{name}", said)
    with pytest.raises(SettingRefused, match=f"^PAYSAGE_{name}: {sentence}"):
        Settings.read()
