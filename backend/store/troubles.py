"""What keeps a kind of worker from working, by its queue: said once, taken back when it works."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.contracts.accounts import Trouble
from backend.store import values
from backend.store.database import now
from backend.store.tables import SettingRow

_PREFIX = "trouble/"
LEAST_FREE_BYTES = 50_000_000
"""A checkpoint of a small network, and what the database writes beside it."""


def report(session: Session, queue: str, sentence: str) -> None:
    """Say why the workers of a queue cannot work; the moment of the first report stays."""
    known = values.get(session, _PREFIX + queue)
    since = known["since"] if known else now(session).isoformat()
    values.put(session, _PREFIX + queue, {"sentence": sentence, "since": since})


def clear(session: Session, queue: str) -> None:
    """A worker of the queue works."""
    session.execute(delete(SettingRow).where(SettingRow.name == _PREFIX + queue))


def forget(session: Session) -> None:
    """All workers start anew, and will say themselves what is wrong now."""
    session.execute(delete(SettingRow).where(SettingRow.name.startswith(_PREFIX)))


def known(session: Session) -> list[Trouble]:
    """All that is known, by queue."""
    rows = session.scalars(
        select(SettingRow).where(SettingRow.name.startswith(_PREFIX)).order_by(SettingRow.name)
    )
    return [
        Trouble(
            queue=row.name.removeprefix(_PREFIX),
            sentence=row.value["sentence"],
            since=datetime.fromisoformat(row.value["since"]),
        )
        for row in rows
    ]


def of_disk(session: Session, folder: Path) -> list[Trouble]:
    """One where hardly anything more can be written to the disk of `folder`.

    Looked up and not reported: on a full disk the database takes no report either.
    """
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free >= LEAST_FREE_BYTES:
        return []
    sentence = (
        f"The disk of {folder} is full ({free // 1_000_000} MB are free): no training, map or "
        "evaluation can go on; make room there"
    )
    return [Trouble(queue="disk", sentence=sentence, since=now(session))]


def of_queue(session: Session, queue: str) -> str | None:
    """The sentence about one queue."""
    value = values.get(session, _PREFIX + queue)
    return value["sentence"] if value else None
