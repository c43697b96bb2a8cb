"""All of our scripts and styles in one file of each kind: a page asks twice, not 150 times."""

import hashlib
from pathlib import Path

from flask import Flask, Response

TYPES = {"js": "text/javascript", "css": "text/css"}
FOR_EVER = "private, max-age=31536000, immutable"
"""An address names its content, so that a browser never needs to ask again."""


class Bundle:
    """The files of a folder, in the order of their folders and names; the folder's own first.

    Args:
        folder: Searched with all below it.
        prefix: Path that all addresses begin with.
    """

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self._content = {kind: _joined(folder, kind) for kind in TYPES}
        self._digests = {kind: _digest(content) for kind, content in self._content.items()}
        self._prefix = prefix

    def address(self, kind: str) -> str:
        return f"{self._prefix}bundle/{self._digests[kind]}.{kind}"

    def serve(self, server: Flask) -> None:
        for kind in TYPES:
            server.add_url_rule(
                self.address(kind), f"bundle_{kind}", self._answer, defaults={"kind": kind}
            )

    def _answer(self, kind: str) -> Response:
        headers = {"Cache-Control": FOR_EVER}
        return Response(self._content[kind], mimetype=TYPES[kind], headers=headers)


def _joined(folder: Path, kind: str) -> bytes:
    files = sorted(folder.rglob(f"*.{kind}"), key=lambda file: (len(file.parts), file))
    return "\n".join(
        f"/* {file.relative_to(folder).as_posix()} */\n{file.read_text(encoding='utf-8')}"
        for file in files
    ).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
