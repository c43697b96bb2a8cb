"""Small values by name, such as what keeps a worker from working."""

from typing import Any

from sqlalchemy.orm import Session

from backend.store.tables import SettingRow


def get(session: Session, name: str) -> dict[str, Any] | None:
    row = session.get(SettingRow, name)
    return None if row is None else row.value


def put(session: Session, name: str, value: dict[str, Any]) -> None:
    session.merge(SettingRow(name=name, value=value))
