"""One component per field of a form: what it asks, in which range and unit, with a sentence."""

from collections.abc import Callable
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from backend.contracts.catalog import DATASETS
from backend.contracts.number_text import written_number
from frontend.web.components.form_fields import Field, Kind


def field_input(field: Field) -> Component:
    """The component that asks for a field; its id is the field's."""
    return _INPUTS[field.kind](field)


def value_property(field: Field) -> str:
    """The property of the component that holds the field's value."""
    return "checked" if field.kind is Kind.SWITCH else "value"


def _common(field: Field) -> dict[str, Any]:
    """Unit and range stand beside the label by the style sheet: a component less for each field."""
    beside = ", ".join(word for word in (field.unit, field.range) if word)
    return {
        "id": field.id,
        "label": field.title,
        "attributes": {"label": {"data-beside": beside}},
        "description": field.sentence,
        "size": "sm",
    }


def _number_input(field: Field) -> Component:
    """Text, so that every character stays: a field for numbers drops those that it cannot use."""
    default = written_number(field.default)
    common = _common(field)
    common["attributes"]["input"] = {
        "inputMode": "decimal",
        "autoComplete": "off",
        "data-step": written_number(field.step),
        "data-low": written_number(field.minimum),
        "data-high": written_number(field.maximum),
    }
    return dmc.TextInput(
        **common, value=default, placeholder=default, inputWrapperOrder=_ORDER, debounce=False
    )


def _choice_input(field: Field) -> Component:
    return dmc.Select(
        **_common(field),
        data=list(field.choices),
        value=field.default,
        allowDeselect=False,
        inputWrapperOrder=_ORDER,
    )


def _network_input(field: Field) -> Component:
    return dmc.Select(
        **_common(field),
        data=[],
        value=None,
        searchable=True,
        clearable=field.optional,
        placeholder="new weights" if field.optional else "a trained network",
        nothingFoundMessage="No trained network of this kind",
        maxDropdownHeight=280,
        inputWrapperOrder=_ORDER,
    )


def _numbers_input(field: Field) -> Component:
    """Of each channel; what is usual for the data set stands in the empty field."""
    usual: tuple[float, ...] = getattr(DATASETS[field.owner], field.name)
    words = ", ".join(f"{number:g}" for number in usual) or "as its loader says"
    return dmc.TextInput(**_common(field), value="", placeholder=words, inputWrapperOrder=_ORDER)


def _switch_input(field: Field) -> Component:
    return dmc.Switch(
        **_common(field), checked=field.default, labelPosition="right", className="launch-switch"
    )


_ORDER = ["label", "input", "error", "description"]
_INPUTS: dict[Kind, Callable[[Field], Component]] = {
    Kind.WHOLE: _number_input,
    Kind.NUMBER: _number_input,
    Kind.CHOICE: _choice_input,
    Kind.NETWORK: _network_input,
    Kind.SWITCH: _switch_input,
    Kind.NUMBERS: _numbers_input,
}
