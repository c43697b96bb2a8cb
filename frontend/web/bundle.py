"""Our scripts, as modules under one address that names their content; our styles in one file."""

import hashlib
from pathlib import Path

from flask import Flask, Response

SCRIPT = "text/javascript"
FOR_EVER = "private, max-age=31536000, immutable"
"""An address names its content, so that a browser never needs to ask again."""


class Bundle:
    """The scripts and styles of a folder and all below it.

    Args:
        folder: Its `main.js` is the module that imports all others.
        prefix: Path that all addresses begin with.
    """

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self._modules = {name: file.read_bytes() for name, file in _files(folder, "js")}
        self._styles = _joined(folder)
        self._digest = _digest(self._styles, *self._modules, *self._modules.values())
        self._prefix = f"{prefix}bundle/{self._digest}/"

    @property
    def main(self) -> str:
        return f"{self._prefix}main.js"

    @property
    def styles(self) -> str:
        return f"{self._prefix}styles.css"

    def preloads(self) -> str:
        """Links for the page's head: else a browser learns of a module by its importer alone."""
        return "\n".join(
            f'<link rel="modulepreload" href="{self._prefix}{name}">' for name in self._modules
        )

    def serve(self, server: Flask) -> None:
        server.add_url_rule(f"{self._prefix}<path:name>", "module", self._module)
        server.add_url_rule(self.styles, "styles", self._style)

    def _module(self, name: str) -> Response:
        if name not in self._modules:
            return Response("No script has this name.", status=404, mimetype="text/plain")
        return _kept(self._modules[name], SCRIPT)

    def _style(self) -> Response:
        return _kept(self._styles, "text/css")


def _kept(content: bytes, mimetype: str) -> Response:
    return Response(content, mimetype=mimetype, headers={"Cache-Control": FOR_EVER})


def _files(folder: Path, kind: str) -> list[tuple[str, Path]]:
    """Name and file, in the order of their folders and names; the folder's own first."""
    files = sorted(folder.rglob(f"*.{kind}"), key=lambda file: (len(file.parts), file))
    return [(file.relative_to(folder).as_posix(), file) for file in files]


def _joined(folder: Path) -> bytes:
    return "\n".join(
        f"/* {name} */\n{file.read_text(encoding='utf-8')}" for name, file in _files(folder, "css")
    ).encode()


def _digest(*contents: bytes | str) -> str:
    whole = hashlib.sha256()
    for content in contents:
        whole.update(content.encode() if isinstance(content, str) else content)
    return whole.hexdigest()[:16]
