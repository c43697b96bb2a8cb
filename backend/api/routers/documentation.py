"""The API, to be read and tried in a browser: Swagger UI, from files of this machine alone."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

from backend.api.middleware.security import DOCS
from backend.services.errors import NotFound

router = APIRouter(prefix=DOCS, include_in_schema=False)

OWN = Path(__file__).parents[1] / "documentation"
VIEWER = "fastapi_offline"
"""Package that ships Swagger UI (Apache 2.0) as plain files; nothing of it is imported."""
PARTS = {
    "page.css": OWN,
    "page.js": OWN,
    "swagger-ui.css": Path("static"),
    "swagger-ui-bundle.js": Path("static"),
}
"""Name -> its folder: of our own, or within the viewer's package."""
PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Paysage</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{DOCS}/swagger-ui.css">
<link rel="stylesheet" href="{DOCS}/page.css">
<script src="{DOCS}/page.js"></script>
<script src="{DOCS}/swagger-ui-bundle.js" defer></script>
</head>
<body>
<nav aria-label="Pages"><a href="/">Paysage</a><a href="{DOCS[:-5]}/openapi.json">OpenAPI</a></nav>
<main id="viewer"></main>
</body>
</html>"""


@router.get("")
def page() -> HTMLResponse:
    return HTMLResponse(PAGE)


@router.get("/{name}")
def part(name: str) -> FileResponse:
    """A style sheet or a script of the page; browsers ask each time whether it is still the one."""
    folder = PARTS.get(name)
    path = None if folder is None else _root() / folder / name  # an absolute folder stands alone
    if path is None or not path.is_file():
        raise NotFound(f"the documentation has no part {name[:40]!r}")
    return FileResponse(path, headers={"Cache-Control": "private, no-cache"})


def _root() -> Path:
    """Folder of the viewer's package, without importing it."""
    spec = find_spec(VIEWER)
    if spec is None or not spec.origin:
        raise NotFound(f"the viewer is not installed; install {VIEWER.replace('_', '-')}")
    return Path(spec.origin).parent
