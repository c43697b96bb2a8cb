"""What handlers ask for, declared once."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Query, Request

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
from backend.store.credentials import Identity


@dataclass(frozen=True)
class Services:
    """All that handlers call, made once by `create_app`."""

    queue: Queue
    doorbell: Doorbell
    accounts: Accounts
    runs: Runs
    imports: Imports
    landscapes: Landscapes
    image_maps: ImageMaps
    interactive: Interactive
    predictions: Predictions
    disagreements: Disagreements
    ensembles: Ensembles
    estimates: Estimates
    evaluations: Evaluations
    run_figures: RunFiguresBackfill
    downloads: Downloads
    events: Events
    reconciler: Reconciler
    turns: Turns


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesOf = Annotated[Services, Depends(_services)]


def _identity(request: Request) -> Identity:
    identity: Identity = request.state.identity
    return identity


SignedIn = Annotated[Identity, Depends(_identity)]
"""Who asks; the security layer has let nobody else pass."""


IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200)
]


def _last_event(
    header: Annotated[int, Header(alias="Last-Event-ID", ge=0, lt=2**63)] = 0,
    after: Annotated[int, Query(ge=0, lt=2**63)] = 0,
) -> int:
    """A browser that opens a stream anew can send no header; one that reconnects sends both."""
    return max(header, after)


LastEventId = Annotated[int, Depends(_last_event)]


def _of(name: str) -> object:
    def find(services: ServicesOf) -> object:
        return getattr(services, name)

    return Depends(find)


AccountsOf = Annotated[Accounts, _of("accounts")]
RunsOf = Annotated[Runs, _of("runs")]
ImportsOf = Annotated[Imports, _of("imports")]
LandscapesOf = Annotated[Landscapes, _of("landscapes")]
ImageMapsOf = Annotated[ImageMaps, _of("image_maps")]
InteractiveOf = Annotated[Interactive, _of("interactive")]
"""For questions that need nothing else."""
PredictionsOf = Annotated[Predictions, _of("predictions")]
DisagreementsOf = Annotated[Disagreements, _of("disagreements")]
EnsemblesOf = Annotated[Ensembles, _of("ensembles")]
EstimatesOf = Annotated[Estimates, _of("estimates")]
EvaluationsOf = Annotated[Evaluations, _of("evaluations")]
DownloadsOf = Annotated[Downloads, _of("downloads")]
EventsOf = Annotated[Events, _of("events")]
TurnsOf = Annotated[Turns, _of("turns")]
