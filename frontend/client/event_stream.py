"""Server-sent events as the service writes them."""

from collections.abc import Iterator

from backend.contracts.runs import Event


def parse_events(lines: Iterator[str]) -> Iterator[Event]:
    """Server-sent events of our own service: every one has id, event and data."""
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if name:
            fields[name] = value.removeprefix(" ")
        elif not line and "data" in fields:
            yield Event.model_validate(
                {"id": int(fields["id"]), "kind": fields["event"], "data": fields["data"]}
            )
            fields = {}
