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
    TITLE = "run-title"
    SUBTITLE = "run-subtitle"
    RECIPE_OPEN = "recipe-open"
    RECIPE = "recipe"
    RECIPE_JSON = "recipe-json"
    RECIPE_CLOSE = "recipe-close"
    FACT_SUBSPACE = "fact-subspace"
    FACT_SINGLE = "fact-single"
    FACT_REFERENCE = "fact-reference"
    METRIC = "metric"
    MAP_NOTE = "map-note"
    MAP_STATE = "map-state"
    MAP = "map"
    SCALE = "scale"
    WAY_WORDS = "way-words"
    WAY = "way"
    HERE = "here"
    HERE_FIGURES = "here-figures"
    HERE_WORDS = "here-words"
    STATUS = "status"
    CHOSEN_LABEL = "chosen-label"
    CHOSEN_SPREAD = "chosen-spread"
    LEGEND = "legend"
    IMAGE = "chosen-image"
    BARS = "bars"
    WORDS = "chosen-words"
    OFFER = "retrainings-offer"
    RIBBONS = "ribbons"
    ORDER = "order"
    GALLERY = "gallery"
