"""What cookies of this service are called."""

from starlette.requests import HTTPConnection


def split_host(host: str) -> tuple[str, str]:
    """Name and port of a Host header; the port is empty where none is given."""
    name, colon, port = host.strip().lower().rpartition(":")
    if not colon or port.endswith("]"):
        return host.strip().lower(), ""
    return name, port


def cookie_name(request: HTTPConnection) -> str:
    """Browsers share cookies between ports, so that the name carries the port they see."""
    _, port = split_host(request.headers.get("host", ""))
    return f"paysage_{port or ('443' if request.scope['scheme'] == 'https' else '80')}"
