"""The web process: serves the application on a socket that its supervisor has opened."""

import socket
import sys

import uvicorn

GRACE_SECONDS = 2
"""For requests under way at a stop; event streams never end by themselves."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


def serve(listening: socket.socket) -> None:
    """Run until asked to stop."""
    config = uvicorn.Config(
        "frontend.launch:web_app",
        factory=True,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
