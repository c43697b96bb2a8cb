"""Below the map: what stands on it, and what replays how it came to be."""

from typing import Any

from dash import html

from frontend.web.ids import ReplayIds


def under_map(*words: Any) -> Any:
    """The line below the map, which the replay takes while it is on."""
    return html.Div(
        [
            *words,
            html.Button(
                [html.Span("\u25b6\ufe0e", **{"aria-hidden": "true"}), " how it formed"],
                id=ReplayIds.OPEN,
                className="plain replay-open",
                hidden=True,
                title="Replay the loss as it was after each epoch of the training.",
            ),
            html.Div(
                id=ReplayIds.CONTROLS,
                className="replay",
                hidden=True,
                role="group",
                **{"aria-label": "How the map formed, epoch by epoch"},
            ),
        ],
        className="under-map",
    )
