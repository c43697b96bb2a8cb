"""The example a new user lands on: eight retrainings and a curve between two of them."""

from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run, RunQuery, RunRequest
from frontend.client import ApiClient

TAG = "example"
EPOCHS = 3
ENSEMBLE = Recipe(
    dataset="mnist", network="mlp", method="deep_ensemble", epochs=EPOCHS, options={"members": 8}
)
UNUSABLE = (JobPhase.FAILED, JobPhase.CANCELLED)


def curve(ensemble: str) -> Recipe:
    """Between the first two networks of the ensemble run."""
    ends = [{"run": ensemble, "member": member} for member in (0, 1)]
    return Recipe(
        dataset="mnist",
        network="mlp",
        method="curve_between",
        epochs=EPOCHS,
        options={"end_points": ends},
    )


def submit(client: ApiClient) -> list[Run]:
    """The example's runs, created where no run with the recipe exists, whatever its phase."""
    ensembles = _with_recipe(client, ENSEMBLE)
    curves = [run for e in ensembles for run in _with_recipe(client, curve(e.id))]
    usable = [run for run in ensembles if run.phase not in UNUSABLE]
    if ensembles and (curves or not usable):
        return [ensembles[0], *curves[:1]]
    ensemble = (
        usable[0] if usable else _create(client, ENSEMBLE, "Example: eight networks, one by one")
    )
    return [ensemble, _create(client, curve(ensemble.id), "Example: a curve between two networks")]


def _create(client: ApiClient, recipe: Recipe, name: str) -> Run:
    return client.create_run(RunRequest(recipe=recipe, name=name, tags=[TAG]))


def _with_recipe(client: ApiClient, recipe: Recipe) -> list[Run]:
    """Newest first, archived ones too."""
    found = []
    for archived in (False, True):
        query = RunQuery(method=recipe.method, archived=archived, page_size=200)
        while runs := client.runs(query).items:
            found += [run for run in runs if run.recipe == recipe]
            query = query.model_copy(update={"page": query.page + 1})
    return sorted(found, key=lambda run: run.created_at, reverse=True)
