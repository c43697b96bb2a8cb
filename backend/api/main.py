"""The service, assembled: what it is made of is decided here and nowhere else."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.dependencies import Services
from backend.api.dependencies.queries import ONLY_KNOWN_QUERY
from backend.api.middleware import errors
from backend.api.middleware.limits import BodyLimit
from backend.api.middleware.returning import SIGN_IN
from backend.api.middleware.security import API, Security
from backend.api.routers import (
    catalog,
    checkpoints,
    documentation,
    ensembles,
    events,
    health,
    image_maps,
    landscapes,
    predictions,
    runs,
    sign_in,
    tokens,
    turns,
)
from backend.contracts.catalog import LIMITS
from backend.contracts.settings import Settings
from backend.queue import Doorbell, Queue
from backend.services.accounts import Accounts
from backend.services.artifacts import Downloads
from backend.services.disagreements import Disagreements
from backend.services.ensembles import Ensembles
from backend.services.estimates import Estimates
from backend.services.evaluation import Evaluations
from backend.services.events import Events
from backend.services.image_maps import ImageMaps
from backend.services.imports import Imports
from backend.services.interactive import Interactive
from backend.services.landscapes import Landscapes
from backend.services.predictions import Predictions
from backend.services.reconciler import Reconciler
from backend.services.run_figures import RunFiguresBackfill
from backend.services.runs import Runs
from backend.services.turns import Turns
from backend.store.artifacts import Artifacts
from backend.store.checkpoints import Checkpoints
from backend.store.database import Database
from backend.store.image_results import ImageResults
from backend.store.incoming import Incoming

PREFIX = "/api/v1"
ABOUT = (
    "Here requests are sent with the session that you are signed in with. Elsewhere send "
    "`Authorization: Bearer TOKEN`, with a token of `POST /api/v1/tokens`. Every refusal is an "
    "`application/problem+json` whose `errors` point into the request."
)
UPLOADS = {f"{PREFIX}/checkpoints": LIMITS.checkpoint_bytes + LIMITS.body_bytes}
"""Path -> bytes that may be sent there: the file, and the fields beside it."""
OWN_PATHS = ("/healthz", SIGN_IN, "/sign-out")
ROUTERS = (
    health,
    catalog,
    runs,
    checkpoints,
    landscapes,
    image_maps,
    predictions,
    ensembles,
    events,
    turns,
    tokens,
)


def create_app(
    settings: Settings,
    database: Database | None = None,
    *,
    mounts: Sequence[tuple[str, ASGIApp]] = (),
    script_hashes: Sequence[str] = (),
) -> ASGIApp:
    """The whole application behind its security layer.

    Args:
        database: Already migrated; by default the one that the settings name.
        mounts: Path prefixes and the pages that answer below them, `/` last; a page sees the
            whole path.
        script_hashes: CSP sources of inline scripts that those pages need.
    """
    services = make_services(settings, database or Database(settings.database))
    switched = Switchboard(create_service(services), mounts)
    return Security(
        BodyLimit(switched, LIMITS.body_bytes, larger=UPLOADS),
        services.accounts,
        settings.allowed_hosts,
        script_hashes,
    )


def make_services(settings: Settings, database: Database) -> Services:
    """Everything the handlers call."""
    queue, doorbell = Queue(settings), Doorbell(settings)
    artifacts = Artifacts(settings.artifacts_path)
    downloads = Downloads(database, artifacts)
    evaluations = Evaluations(database, downloads, queue)
    interactive = Interactive(queue)
    predictions = Predictions(database, interactive)
    image_results = ImageResults(settings.landscapes_path)
    image_maps = ImageMaps(database, image_results)
    runs = Runs(database, queue, artifacts, Checkpoints(settings.checkpoints_path), image_results)
    return Services(
        queue=queue,
        doorbell=doorbell,
        accounts=Accounts(database),
        runs=runs,
        imports=Imports(runs, queue, Incoming(settings.checkpoints_path)),
        landscapes=Landscapes(database, queue, image_results),
        image_maps=image_maps,
        interactive=interactive,
        predictions=predictions,
        disagreements=Disagreements(interactive, predictions, image_maps),
        ensembles=Ensembles(interactive, predictions, evaluations),
        estimates=Estimates(database, queue),
        evaluations=evaluations,
        run_figures=RunFiguresBackfill(database, downloads),
        downloads=downloads,
        events=Events(database, doorbell),
        reconciler=Reconciler(database, artifacts, queue, doorbell),
        turns=Turns(database),
    )


def create_service(services: Services) -> FastAPI:
    """The FastAPI application with all routes of our own."""
    app = FastAPI(
        title="Paysage",
        description=ABOUT,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # its page loads scripts from a CDN; ours is `documentation`
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.services = services
    errors.install(app)
    app.include_router(health.open_router)
    app.include_router(sign_in.router)
    app.include_router(documentation.router)
    api = APIRouter(prefix=PREFIX, dependencies=[ONLY_KNOWN_QUERY])
    for module in ROUTERS:
        api.include_router(module.router)
    app.include_router(api)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Listen and reconcile for as long as the application lives."""
    services: Services = app.state.services
    tasks = [
        asyncio.create_task(services.doorbell.listen()),
        asyncio.create_task(services.reconciler.run()),
        asyncio.create_task(asyncio.to_thread(services.run_figures.catch_up)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await services.doorbell.close()
        await services.queue.close()


class Switchboard:
    """Passes our own paths to the service and all others to the mounted pages.

    A Starlette mount at `/` would also swallow what the service refuses, a wrong method say.
    """

    def __init__(self, service: ASGIApp, mounts: Sequence[tuple[str, ASGIApp]]) -> None:
        self.service = service
        self.mounts = list(mounts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._target(scope)(scope, receive, send)

    def _target(self, scope: Scope) -> ASGIApp:
        if scope["type"] == "lifespan" or _is_own(scope["path"]):
            return self.service
        for prefix, app in self.mounts:
            if scope["path"].startswith(prefix):
                return app
        return self.service


def _is_own(path: str) -> bool:
    return path in OWN_PATHS or path.startswith(API)
