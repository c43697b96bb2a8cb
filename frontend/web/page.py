"""One page of the site, as the app registers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Page:
    name: str
    """Shown in the navigation and in the window's title."""
    path: str
    layout: Callable[..., Any]
    """From the variables of the path (and of the query) to the page's components."""
    register_callbacks: Callable[[Any], None]
    """Takes the Dash app."""
    template: str | None = None
    """A second address with variables, such as `/explore/<run>`."""
    listed: bool = True
    """Whether the navigation names it."""
