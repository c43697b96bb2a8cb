"""The form for a network that was trained elsewhere: its file, and what is known of it."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from backend.contracts.catalog import LIMITS
from frontend.web.ids.launch import LaunchIds, Mode

TRAIN_ONLY = "only-train"
BRING_ONLY = "only-bring"
"""Classes of what is shown in one mode alone; the network and its data set are in both."""
RANGES = (
    "0 and 1 for 0 to 1; 0.5 and 0.5 for -1 to 1; 0 and 0.003922 for 0 to 255; "
    "1 and -1 for 1 to 0, inverted"
)
"""Mean and deviation of usual ranges of pixels."""


def mode_choice(mode: Mode) -> Component:
    choices = [
        {"value": Mode.TRAIN, "label": "Train a network"},
        {"value": Mode.BRING, "label": "Bring a network"},
    ]
    return dmc.SegmentedControl(id=LaunchIds.MODE, data=choices, value=mode, size="sm")


def file_part() -> Component:
    """The browser puts the field there: files go straight to the service, not through Dash."""
    return html.Div(
        [
            html.H2("Weights", className="launch-heading"),
            html.Div(id=LaunchIds.FILE, **{"data-limit": str(LIMITS.checkpoint_bytes)}),
            html.P(
                [
                    "A safetensors file of the parameters, by the names that the network below "
                    "gives them: ",
                    html.Code("safetensors.torch.save_file(model.state_dict(), path)"),
                    ". Running statistics of batch normalisation are estimated anew.",
                ],
                className="launch-muted launch-bring-hint",
            ),
            html.P(
                "It is shown pixels of 0 to 1, less Mean, over Std, as the options of the data set "
                f"below have them. Was it trained on others, fill in its own: {RANGES}.",
                className="launch-muted launch-bring-hint",
            ),
        ],
        className="launch-part",
    )


def bring_card() -> Component:
    """What the run is called, how it was trained, and the button."""
    return html.Section(
        [
            dmc.TextInput(
                id=LaunchIds.BRING_NAME, label="Name", placeholder="that of the file", size="sm"
            ),
            dmc.Select(
                id=LaunchIds.BRING_LIKE,
                label="Trained like",
                description="Its Deep Ensemble is what the network is compared with.",
                placeholder="not known",
                data=[],
                clearable=True,
                nothingFoundMessage="No Deep Ensemble of this network",
                inputWrapperOrder=["label", "input", "error", "description"],
                size="sm",
            ),
            dmc.Button("Bring it", id=LaunchIds.BRING, fullWidth=True, className="launch-train"),
            html.Div(id=LaunchIds.BRING_SAID, className="launch-bring-said", role="status"),
            dcc.Store(id=LaunchIds.BRING_DONE),
        ],
        className="card launch-cost launch-bring-card",
    )
