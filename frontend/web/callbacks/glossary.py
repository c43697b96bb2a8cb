"""The glossary's one question: which words are there?"""

from typing import Any

from dash import ClientsideFunction, Input, Output

from frontend.web.ids import Ids


def register(app: Any) -> None:
    app.clientside_callback(
        ClientsideFunction("paysage", "show_glossary"),
        Output(Ids.GLOSSARY, "title"),
        Input(Ids.GLOSSARY, "id"),
    )
