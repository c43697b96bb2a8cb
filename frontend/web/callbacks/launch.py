"""The launch form at work: what it says, what is wrong with it, what it takes over.

The service is asked by the browser itself (`assets/launch/`), with the user's own sign-in.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dash import ClientsideFunction, Input, Output, State, html, set_props

from frontend.web.components.form_fields import Field, Kind
from frontend.web.components.launch_fields import CHOICES, FIELDS, OWNER_OF, active
from frontend.web.components.launch_inputs import value_property
from frontend.web.components.launch_presets import BUDGETS, BUTTONS
from frontend.web.components.launch_reading import read_form
from frontend.web.components.launch_recipe import Problem, not_held, values_of
from frontend.web.ids.launch import LaunchIds, preset_id, section_id, start_first_id

CHOICE_IDS = {
    "method": LaunchIds.METHOD,
    "network": LaunchIds.NETWORK,
    "dataset": LaunchIds.DATASET,
}
FIRST = ("prefill", "mode", "networks", "estimate", "procedures")
"""What the browser asks by itself; all else stands in the page as it comes."""


def register(app: Any) -> None:
    _register_form(app)
    _register_browser(app)


def _register_form(app: Any) -> None:
    app.callback(
        output={
            "draft": Output(LaunchIds.DRAFT, "data"),
            "recipe": Output(LaunchIds.RECIPE, "data"),
            "problems": Output(LaunchIds.LOCAL_PROBLEMS, "data"),
            "json": Output(LaunchIds.JSON_TEXT, "children"),
            "command": Output(LaunchIds.COMMAND_TEXT, "children"),
            "notes": Output(LaunchIds.NOTES, "children"),
            "disabled": Output(LaunchIds.TRAIN, "disabled"),
        },
        inputs={"values": _form()},
        prevent_initial_call=True,
    )(read_form)
    app.callback(
        output={
            "rest": Output(LaunchIds.PROBLEM, "children"),
            "marked": Output(LaunchIds.MARKED, "data"),
        },
        inputs={
            "local": Input(LaunchIds.LOCAL_PROBLEMS, "data"),
            "service": Input(LaunchIds.SERVICE_PROBLEMS, "data"),
            "address": Input(LaunchIds.ADDRESS_PROBLEMS, "data"),
            "draft": State(LaunchIds.DRAFT, "data"),
        },
        prevent_initial_call=True,
    )(show_problems)
    app.callback(Input(LaunchIds.PREFILL, "data"), prevent_initial_call=True)(fill_form)


def _form() -> dict[str, Input]:
    """Every value of the form."""
    values = {kind: Input(id_, "value") for kind, id_ in CHOICE_IDS.items()}
    return values | {field.id: Input(field.id, value_property(field)) for field in FIELDS}


def show_problems(
    local: list[dict[str, str]] | None,
    service: list[dict[str, str]] | None,
    address: list[dict[str, str]] | None,
    draft: dict[str, Any] | None,
) -> dict[str, Any]:
    """What stands at which field, which the browser puts there, and what belongs to none.

    Errors as outputs would draw every field anew each time; set from here they would come even
    when the answer is an old one.
    """
    found = (local or service or []) + (address or [])
    details, rest = placed([Problem.model_validate(problem) for problem in found], draft or {})
    return {"rest": [html.P(detail) for detail in rest], "marked": details}


def placed(
    problems: Iterable[Problem], draft: Mapping[str, Any]
) -> tuple[dict[str, str], list[str]]:
    """What is wrong by field, and what belongs to no field that is shown."""
    shown = active(draft)
    details: dict[str, str] = {}
    rest = []
    for problem in problems:
        place = _place_of(problem, shown)
        if place is None:
            rest.append(problem.detail)
        else:
            details[place] = problem.detail
    return details, rest


def _place_of(problem: Problem, fields: Iterable[Field]) -> str | None:
    """Id of the field a pointer names, whole, or by its start or its end; or of a choice."""
    for field in fields:
        if f"{problem.pointer}/".startswith(f"{field.pointer}/"):
            return field.id
        if field.kind is Kind.NETWORK and field.pointer.startswith(f"{problem.pointer}/"):
            return field.id
    choice = CHOICE_IDS.get(problem.pointer.removeprefix("/"))
    return str(choice) if choice else None


def fill_form(recipe: dict[str, Any] | None) -> None:
    """Put a recipe, or what a preset changes of one, into the fields that it names."""
    for id_, props in filled(recipe or {}).items():
        set_props(id_, props)
    set_props(LaunchIds.ADDRESS_PROBLEMS, {"data": not_taken(recipe or {})})


def filled(recipe: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Component id -> its new property."""
    places = {kind: (str(id_), "value") for kind, id_ in CHOICE_IDS.items()}
    places |= {field.id: (field.id, value_property(field)) for field in FIELDS}
    found = ((places[name], value) for name, value in values_of(recipe).items())
    return {id_: {property_: value} for (id_, property_), value in found}


def not_taken(recipe: Mapping[str, Any]) -> list[dict[str, str]]:
    """One sentence about what of a recipe no field can hold, where there is something."""
    words = ", ".join(not_held(recipe))
    sentence = f"Not understood and left out: {words}."
    return [Problem(pointer="", detail=sentence).model_dump()] if words else []


def _register_browser(app: Any) -> None:
    """Connects what runs in the browser: `assets/launch/launch.js`."""
    for group, kind in OWNER_OF.items():
        sections = [Output(section_id(group, name), "style") for name in CHOICES[kind]]
        _in_browser(app, "sections", sections, [Input(CHOICE_IDS[kind], "value")])
    presets = [Input(preset_id(preset.name), "n_clicks") for preset in BUTTONS]
    _in_browser(
        app,
        "prefill",
        Output(LaunchIds.PREFILL, "data"),
        [Input(LaunchIds.PRESETS, "data"), *presets],
    )
    app.clientside_callback(
        ClientsideFunction("launch", "mark"),
        Input(LaunchIds.MARKED, "data"),
        prevent_initial_call=True,
    )
    ready = [Output(start_first_id(method), "disabled") for method in BUDGETS]
    _in_browser(app, "startable", ready, [Input(LaunchIds.DRAFT, "data")])
    _in_browser(
        app, "networks", Output(LaunchIds.HINT, "children"), [Input(LaunchIds.DRAFT, "data")]
    )
    _in_browser(app, "estimate", _cost(), [Input(LaunchIds.RECIPE, "data")])
    app.clientside_callback(
        ClientsideFunction("launch", "address"), Input(LaunchIds.JSON_TEXT, "children")
    )
    _in_browser(
        app,
        "train",
        Output(LaunchIds.GO, "href"),
        [Input(LaunchIds.TRAIN, "n_clicks"), Input(LaunchIds.RECIPE, "data")],
        [State(LaunchIds.RUN_NAME, "value")],
    )
    _register_bringing(app)
    texts = [Output(id_, "hidden") for id_ in (LaunchIds.COMMAND_TEXT, LaunchIds.JSON_TEXT)]
    _in_browser(app, "text", texts, [Input(LaunchIds.TEXT_KIND, "value")])
    _in_browser(
        app,
        "copy",
        Output(LaunchIds.COPY, "children"),
        [Input(LaunchIds.COPY, "n_clicks")],
        [
            State(LaunchIds.TEXT_KIND, "value"),
            State(LaunchIds.COMMAND_TEXT, "children"),
            State(LaunchIds.JSON_TEXT, "children"),
        ],
    )


def _register_bringing(app: Any) -> None:
    """Connects the form for a network that exists: `assets/launch/bring.js`."""
    mode, draft = Input(LaunchIds.MODE, "value"), Input(LaunchIds.DRAFT, "data")
    _in_browser(app, "mode", Output(LaunchIds.PAGE, "className"), [mode])
    _in_browser(app, "procedures", Output(LaunchIds.BRING_LIKE, "data"), [mode, draft])
    _in_browser(
        app,
        "bring",
        Output(LaunchIds.BRING_DONE, "data"),
        # An input, so that a click waits for what was typed just before; it starts nothing itself.
        [Input(LaunchIds.BRING, "n_clicks"), draft],
        [State(LaunchIds.BRING_NAME, "value"), State(LaunchIds.BRING_LIKE, "value")],
    )


def _cost() -> list[Output]:
    facts = (
        LaunchIds.TRAININGS,
        LaunchIds.EVALUATIONS,
        LaunchIds.SECONDS,
        LaunchIds.SIZE,
        LaunchIds.REASON,
        LaunchIds.CAUTION,
    )
    return [
        *(Output(fact, "children") for fact in facts),
        Output(LaunchIds.SERVICE_PROBLEMS, "data"),
    ]


def _in_browser(
    app: Any,
    function: str,
    outputs: Output | list[Output],
    inputs: list[Input],
    states: list[State] | None = None,
) -> None:
    app.clientside_callback(
        ClientsideFunction("launch", function),
        outputs,
        inputs,
        states or [],
        prevent_initial_call=function not in FIRST,
    )
