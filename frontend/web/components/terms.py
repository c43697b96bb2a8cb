"""Words of the glossary as they stand in the page (`assets/base/glossary.js` explains them)."""

from dash import html
from dash.development.base_component import Component

MARKED = {"data-terms": ""}
"""Attributes of an element that a script fills: the terms in it are marked as they come."""


def term(key: str, words: str) -> Component:
    """A word that explains itself when it is pressed.

    Args:
        key: Of the glossary's table.
        words: As they stand in the sentence.
    """
    return html.Button(words, type="button", className="term", **{"data-term": key})
