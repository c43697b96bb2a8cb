"""The launch form: what to train, generated from the catalog."""

from collections.abc import Iterable

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from backend.contracts.catalog import Entry
from frontend.web.components.form_fields import Field, Group
from frontend.web.components.launch_bring import BRING_ONLY, TRAIN_ONLY, file_part
from frontend.web.components.launch_fields import CHOICES, LAUNCHABLE, OWNER_OF, START, section
from frontend.web.components.launch_inputs import field_input
from frontend.web.components.launch_methods import grouped
from frontend.web.components.launch_presets import BUDGETS, PRESETS, Preset
from frontend.web.ids.launch import LaunchIds, preset_id, section_id, start_first_id

START_FIRST = "Choose a network to start from: these say what to spend beyond it."


def launch_form() -> Component:
    """All that can be chosen, in the order a person decides it."""
    return html.Section(
        [
            html.Div(_presets(), className=TRAIN_ONLY),
            html.Div(_method(), className=TRAIN_ONLY),
            html.Div(file_part(), className=BRING_ONLY),
            html.Div([_network(), _dataset()], className="launch-pair"),
            html.Div(_procedure(), className=TRAIN_ONLY),
        ],
        className="card launch-form",
    )


def choice_cards(id_: str, entries: Iterable[Entry], kind: str) -> Component:
    """One entry of the catalog out of several, each with its sentence."""
    return _radio_group(id_, _cards(entries), kind)


def method_cards() -> Component:
    """The same for all methods, in groups with a title each."""
    groups = grouped(LAUNCHABLE)
    parts = [
        html.Div([html.H3(title, className="launch-group"), _cards(entries)])
        for title, entries in groups
    ]
    return _radio_group(LaunchIds.METHOD, html.Div(parts, className="launch-groups"), "method")


def _radio_group(id_: str, children: Component, kind: str) -> Component:
    return dmc.RadioGroup(
        id=id_, value=START[kind], children=children, wrapperProps={"aria-label": kind}
    )


def _cards(entries: Iterable[Entry]) -> Component:
    return html.Div([_choice_card(entry) for entry in entries], className="launch-choices")


def _choice_card(entry: Entry) -> Component:
    return dmc.RadioCard(
        [
            dmc.RadioIndicator(size="xs"),
            html.Span(entry.title, className="launch-choice-title"),
            html.Span(entry.sentence, className="launch-choice-sentence"),
        ],
        value=entry.name,
        className="launch-choice",
        attributes={"root": {"aria-label": entry.title}},
    )


def _method() -> Component:
    return _part("Method", method_cards(), *_sections(Group.OPTIONS), _hint())


def _procedure() -> Component:
    return _part("Training", _fields(section(Group.RECIPE)), _training())


def _presets() -> Component:
    return html.Div(
        [html.Span("Start from", className="launch-muted"), *map(_preset, PRESETS)],
        className="launch-presets",
    )


def _preset(preset: Preset) -> Component:
    return html.Button(
        preset.title, id=preset_id(preset.name), title=preset.sentence, className="button small"
    )


def _part(title: str, *children: Component) -> Component:
    return html.Div(
        [html.H2(title, className="launch-heading"), *children], className="launch-part"
    )


def _choice(id_: str, kind: str) -> Component:
    return choice_cards(id_, CHOICES[kind].values(), kind)


def _sections(group: Group) -> list[Component]:
    """The options of every entry; a callback shows those of the chosen one."""
    kind = OWNER_OF[group]
    return [
        html.Div(
            [_fields(section(group, name)), *_budgets(group, name)],
            id=section_id(group, name),
            style={} if name == START[kind] else {"display": "none"},
        )
        for name in CHOICES[kind]
    ]


def _budgets(group: Group, owner: str) -> list[Component]:
    """Buttons for the budget of a method that can start from a network."""
    if group is not Group.OPTIONS or owner not in BUDGETS:
        return []
    said = html.Span("Further trainings", className="launch-muted")
    hint = html.Span(START_FIRST, className="launch-muted launch-start-hint")
    buttons = [said, *map(_preset, BUDGETS[owner]), hint]
    return [
        html.Fieldset(buttons, id=start_first_id(owner), disabled=True, className="launch-presets")
    ]


def _fields(fields: list[Field]) -> Component:
    return html.Div([field_input(field) for field in fields], className="launch-fields")


def _hint() -> Component:
    return html.P(id=LaunchIds.HINT, className="launch-hint", role="status")


def _network() -> Component:
    return _part(
        "Network", _choice(LaunchIds.NETWORK, "network"), *_sections(Group.NETWORK_OPTIONS)
    )


def _dataset() -> Component:
    return _part(
        "Data set", _choice(LaunchIds.DATASET, "dataset"), *_sections(Group.DATASET_OPTIONS)
    )


def _training() -> Component:
    return html.Details(
        [
            html.Summary("Optimiser, batches and precision"),
            _fields(section(Group.TRAINING)),
        ],
        className="launch-details",
    )
