"""Every id that a callback, a script or a test refers to, declared once."""

from enum import StrEnum


class Ids(StrEnum):
    """Of the shell, on every page."""

    URL = "url"
    NAV = "nav"
    NOTICES = "notices"
    ACTIVITY = "activity"
    THEME = "theme-toggle"
    SIGN_OUT = "sign-out"


class ExploreIds(StrEnum):
    """Of the main page; the scripts under assets/ find their places by these."""

    ROOT = "explore"
    RUN = "explore-run"
