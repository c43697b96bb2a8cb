"""A row of buttons of which one is pressed."""

from collections.abc import Sequence
from typing import Any

from dash import html


def choice(
    identifier: str,
    label: str,
    options: Sequence[tuple[str, str, str]],
    hidden: Sequence[str] = (),
) -> Any:
    """Make it from (value, words, tooltip); the first is pressed, those in `hidden` wait."""
    buttons = [
        html.Button(
            words,
            type="button",
            title=tooltip,
            hidden=value in hidden,
            **{"data-value": value, "aria-pressed": "true" if index == 0 else "false"},
        )
        for index, (value, words, tooltip) in enumerate(options)
    ]
    return html.Div(
        buttons, id=identifier, className="choice", role="group", **{"aria-label": label}
    )
