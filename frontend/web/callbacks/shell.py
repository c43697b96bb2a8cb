"""The shell's one question: which page is open?"""

from typing import Any

from dash import ClientsideFunction, Input, Output

from frontend.web.ids import Ids


def register(app: Any) -> None:
    app.clientside_callback(
        ClientsideFunction("paysage", "show_page"),
        Output(Ids.NAV, "title"),
        Input(Ids.URL, "pathname"),
    )
