"""The form is the catalog: every option has a component with its range and its sentence."""

import json
import re
from typing import Any

import dash_mantine_components as dmc
import pytest
from dash.development.base_component import Component

from backend.contracts.base import Contract
from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from backend.contracts.methods_plain import DeepEnsembleOptions
from backend.contracts.number_text import written_number
from backend.contracts.recipes import Training
from frontend.web.components.form_fields import ONE_NUMBER, Field, Group, fields_of
from frontend.web.components.launch_fields import FIELDS, LAUNCHABLE
from frontend.web.components.launch_form import START_FIRST, choice_cards, launch_form, method_cards
from frontend.web.components.launch_inputs import field_input, value_property
from frontend.web.components.launch_methods import OTHERS, grouped
from frontend.web.components.launch_presets import BUDGETS
from frontend.web.ids.launch import start_first_id
from frontend.web.pages.launch import layout

NUMBER_FIELDS = [field for field in FIELDS if field.kind in ONE_NUMBER]
ENTRIES = [*LAUNCHABLE.values(), *NETWORKS.values(), *DATASETS.values()]


def text_of(component: Any) -> str:
    """All text inside a component."""
    return json.dumps(component, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def components(root: Component) -> dict[str, Component]:
    return {part.id: part for part in root._traverse() if hasattr(part, "id")}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_option_of_the_catalog_has_its_component(entry: Entry) -> None:
    shown = components(layout())
    for name, option in entry.options.model_fields.items():
        fields = [f for f in FIELDS if f.owner == entry.name and f.name == name]
        assert fields, f"{entry.name}.{name} has no field"
        for field in fields:
            assert shown[field.id].description == option.description


@pytest.mark.parametrize("field", NUMBER_FIELDS, ids=lambda field: field.id)
def test_number_fields_carry_range_default_and_unit(field: Field) -> None:
    component = field_input(field)
    assert isinstance(component, dmc.TextInput), "a field for numbers alone drops characters"
    assert component.value == written_number(field.default)
    said = component.attributes["input"]
    assert float(said["data-step"]) > 0
    assert said["data-low"] == written_number(field.minimum)
    assert said["data-high"] == written_number(field.maximum)
    assert (field.unit or "") in component.attributes["label"]["data-beside"]


def test_a_known_field_says_what_it_takes() -> None:
    (members,) = fields_of(DeepEnsembleOptions, Group.OPTIONS, "deep_ensemble")
    assert (members.title, members.range, members.unit) == ("Members", "2 to 64", "networks")
    assert (members.step, members.default) == (1, 5)
    assert members.pointer == "/options/members"


def test_choices_and_switches_have_their_own_components() -> None:
    by_name = {field.name: field for field in fields_of(Training, Group.TRAINING)}
    schedule = field_input(by_name["schedule"])
    assert isinstance(schedule, dmc.Select)
    assert schedule.data == ["cosine", "constant"]
    assert isinstance(field_input(by_name["channels_last"]), dmc.Switch)
    assert value_property(by_name["channels_last"]) == "checked"


def test_ids_are_unique() -> None:
    assert len({field.id for field in FIELDS}) == len(FIELDS)


def test_an_excluded_end_is_said() -> None:
    ranges = {field.name: field.range for field in fields_of(Training, Group.TRAINING)}
    assert ranges["learning_rate"] == "above 0"
    assert ranges["momentum"] == "0 to below 1"
    assert ranges["batch_size"] == "8 to 4\u202f096"


def test_an_option_without_a_component_is_refused() -> None:
    class Odd(Contract):
        words: str = ""

    with pytest.raises(TypeError, match="'words'"):
        fields_of(Odd, Group.OPTIONS, "odd")


def test_cards_show_title_and_sentence_of_every_entry() -> None:
    text = text_of(choice_cards("method", METHODS.values(), "method"))
    for entry in METHODS.values():
        assert entry.title in text
        assert entry.sentence in text


def test_every_method_is_offered_once_in_a_group_with_a_title() -> None:
    groups = grouped(LAUNCHABLE)
    offered = [entry.name for _, entries in groups for entry in entries]
    assert sorted(offered) == sorted(LAUNCHABLE)
    assert OTHERS not in [title for title, _ in groups], "put the new method into a group"
    assert set(offered) <= set(re.findall(r'"value": "(\w+)"', text_of(method_cards())))


def test_further_trainings_wait_for_a_network_to_start_from() -> None:
    text = text_of(launch_form())
    for method in BUDGETS:
        place = text.index(f'"id": "{start_first_id(method)}"')
        assert '"disabled": true' in text[place : place + 100], method
    assert text.count(START_FIRST) == len(BUDGETS)
