"""Values that the launch form can hold, drawn from the catalog."""

from typing import Any

from hypothesis import strategies as st

from frontend.web.components.form_fields import Field, Kind
from frontend.web.components.launch_fields import CHOICES, active
from frontend.web.components.launch_recipe import network_value

RUNS = st.text(alphabet="0123456789abcdef", min_size=12, max_size=12)


def field_values(field: Field) -> st.SearchStrategy[Any]:
    """What a person may enter into a field."""
    if field.kind is Kind.SWITCH:
        return st.booleans()
    if field.kind is Kind.CHOICE:
        return st.sampled_from(field.choices)
    if field.kind is Kind.NETWORK:
        named = st.builds(network_value, RUNS, st.integers(0, 63))
        return st.none() | named if field.optional else named
    if field.kind is Kind.NUMBERS:
        numbers = st.lists(st.floats(-300, 300), min_size=1, max_size=4)
        return st.just("") | numbers.map(lambda each: ", ".join(map(str, each)))
    low = field.minimum if field.above is None else field.above
    high = field.maximum if field.below is None else field.below
    if field.kind is Kind.WHOLE:
        return st.integers(int(low or 0), int(high or 0))
    return st.floats(
        low, high, exclude_min=field.above is not None, exclude_max=field.below is not None
    )


@st.composite
def form_values(draw: st.DrawFn) -> dict[str, Any]:
    """A form in which everything is in its range."""
    chosen = {kind: draw(st.sampled_from(list(entries))) for kind, entries in CHOICES.items()}
    return chosen | {field.id: draw(field_values(field)) for field in active(chosen)}
