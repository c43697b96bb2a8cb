"""One run in full: what became of it, its facts and its recipe."""

from datetime import datetime

from dash import html
from dash.development.base_component import Component

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, title
from backend.contracts.figures import UNKNOWN, count, duration, fixed, percent
from backend.contracts.runs import Failure, JobPhase, Run, RunFigures
from backend.contracts.stored_recipes import AnyRecipe
from backend.contracts.weights import METHOD
from frontend.web.components.launch_text import recipe_json
from frontend.web.components.terms import term

SENTENCES = {
    JobPhase.QUEUED: "Waits for the training worker.",
    JobPhase.RUNNING: "Is being trained.",
    JobPhase.COMPLETED: "Is trained; its landscape can be explored.",
    JobPhase.FAILED: "Failed.",
    JobPhase.CANCELLED: "Was cancelled before its end; nothing of it can be explored.",
}
EXPLAINED = ("accuracy", "NLL")
"""Facts whose names the glossary explains."""


def run_detail(run: Run) -> list[Component]:
    """The parts of the panel, its buttons apart."""
    return [_head(run), *_unknown(run), _state(run), _facts(run), _recipe(run)]


def nothing_chosen() -> list[Component]:
    return [html.P("Choose a run to see what became of it and its recipe.", className="muted")]


def _head(run: Run) -> Component:
    return html.Div(
        [
            html.H2(run.name, className="runs-detail-name"),
            html.Span(f"{run.phase.value} · {run.id}", className="muted"),
        ]
    )


def _unknown(run: Run) -> list[Component]:
    """What marks a run that another catalog wrote; nothing of others."""
    if not run.unknown:
        return []
    words = "; ".join(run.unknown)
    said = f"Not known here: {words}. The run can be looked at and deleted."
    return [html.P(said, className="runs-failure")]


def _state(run: Run) -> Component:
    if run.failure is not None:
        return _failure(run.failure)
    if run.cancel_requested and not run.phase.terminal:
        return html.P("Is being cancelled.")
    if run.waits_for:
        return html.P(["Waits for ", *_links(run.waits_for), "."])
    if run.phase is JobPhase.RUNNING and run.progress is not None:
        return html.P(_progress(run))
    phase = "" if run.unknown else SENTENCES.get(run.phase, run.phase.value)
    return html.P(" ".join(words for words in (phase, run.remark) if words))


def _progress(run: Run) -> str:
    progress = run.progress
    if progress is None:
        return SENTENCES[JobPhase.RUNNING]
    loss = "" if progress.loss is None else f", training loss {fixed(progress.loss)} nats"
    in_all = "" if progress.total_epochs == run.recipe.epochs else " in all"
    return (
        f"Step {count(progress.step)} of {count(progress.total_steps)}, "
        f"epoch {progress.epoch} of {progress.total_epochs}{in_all} done{loss}."
    )


def _failure(failure: Failure) -> Component:
    log = failure.log_tail
    return html.Div(
        [
            html.P(failure.sentence, className="runs-failure"),
            html.Details([html.Summary("End of the log"), html.Pre(log)], open=True) if log else "",
        ]
    )


def _links(runs: list[str]) -> list[Component | str]:
    links: list[Component | str] = []
    for run in runs:
        links += [", "] if links else []
        links.append(html.A(run, href=f"/explore/{run}"))
    return links


def _facts(run: Run) -> Component:
    recipe = run.recipe
    rows = {
        "method": title(METHODS, recipe.method),
        "network": title(NETWORKS, recipe.network),
        "data set": title(DATASETS, recipe.dataset),
        "epochs": "not known" if not procedure_known(recipe) else f"{recipe.epochs}",
        "seed": "not known" if recipe.method == METHOD else f"{recipe.seed}",
        "owner": run.owner,
        "attempts": f"{run.attempt}",
        "took": _duration(run),
        **_figures(run.figures),
        "created": _time(run.created_at),
    }
    return html.Dl(
        [part for name, value in rows.items() for part in (html.Dt(_named(name)), html.Dd(value))],
        className="runs-facts",
    )


def _named(name: str) -> Component | str:
    return term(name.lower(), name) if name in EXPLAINED else name


def procedure_known(recipe: AnyRecipe) -> bool:
    """Whether its epochs are those of a training, and not of a form that nobody filled in."""
    return recipe.method != METHOD or bool(recipe.options.get("procedure_known"))


def _figures(figures: RunFigures | None) -> dict[str, str]:
    """Of the networks' mean on the test images; nothing where nobody can tell."""
    if figures is None:
        return {}
    accuracy, nll = figures.accuracy, figures.nll
    said: dict[str, str] = {}
    if accuracy is not None:
        said["accuracy"] = percent(accuracy, error=figures.accuracy_standard_error)
    if nll is not None:
        said["NLL"] = f"{fixed(nll, error=figures.nll_standard_error)} nats"
    return said


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _duration(run: Run) -> str:
    if run.started_at is None or run.finished_at is None:
        return UNKNOWN
    return duration((run.finished_at - run.started_at).total_seconds())


def _recipe(run: Run) -> Component:
    return html.Details(
        [html.Summary("Recipe"), html.Pre(recipe_json(run.recipe))],
        open=run.phase in (JobPhase.FAILED, JobPhase.CANCELLED),
    )
