"""Every id that a callback, a script or a test refers to, declared once."""

from enum import StrEnum


class Ids(StrEnum):
    """Of the shell, on every page."""

    URL = "url"
    NAV = "nav"
    NOTICES = "notices"
    TROUBLES = "troubles"
    ACTIVITY = "activity"
    THEME = "theme-toggle"
    SIGN_OUT = "sign-out"
    KEYS_OPEN = "keys-open"
    KEYS = "keys"
    GLOSSARY = "glossary"


class ExploreIds(StrEnum):
    """Of the main page; the scripts under assets/ find their places by these."""

    ROOT = "explore"
    RUN = "explore-run"
    TITLE = "run-title"
    SUBTITLE = "run-subtitle"
    RECIPE_OPEN = "recipe-open"
    AGAIN = "run-again"
    ANOTHER = "train-another"
    RECIPE = "recipe"
    RECIPE_JSON = "recipe-json"
    RECIPE_CLOSE = "recipe-close"
    REMARK = "run-remark"
    VERDICT = "verdict"
    FACT_SUBSPACE = "fact-subspace"
    FACT_SINGLE = "fact-single"
    FACT_REFERENCE = "fact-reference"
    METRIC = "metric"
    SUBJECT = "subject"
    FACE = "face"
    MAP_NOTE = "map-note"
    MAP_STATE = "map-state"
    MAP_TURN = "map-turn"
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
    IMAGES_STATE = "images-state"
    GALLERY_LEGEND = "gallery-legend"
    GALLERY = "gallery"
    DISTURB = "disturb"
    DISTURB_SOURCE = "disturb-source"
    DISTURB_KIND = "disturb-kind"
    DISTURB_LEGEND = "disturb-legend"
    DISTURB_IMAGE = "disturb-image"
    DISTURB_CHART = "disturb-chart"
    DISTURB_SLIDER = "disturb-slider"
    DISTURB_WORDS = "disturb-words"
    PAD = "pad"
    PAD_CLEAR = "pad-clear"
    PAD_OPEN = "pad-open"
    EVALUATION = "evaluation"
    EVALUATION_SET = "evaluation-set"
    EVALUATION_SCALING = "evaluation-scaling"
    EVALUATION_SCORE = "evaluation-score"
    EVALUATION_STATE = "evaluation-state"
    EVALUATION_TABLE = "evaluation-table"
    EVALUATION_NOTES = "evaluation-notes"


class ShareIds(StrEnum):
    """Of what takes a view elsewhere: its link, its code."""

    LINK = "link-copy"
    CODE_OPEN = "code-open"
    CODE = "code"
    CODE_KIND = "code-kind"
    CODE_TEXT = "code-text"
    CODE_NOTE = "code-note"
    CODE_COPY = "code-copy"
    CODE_SAVE = "code-save"
    CODE_CLOSE = "code-close"


class LinkedIds(StrEnum):
    """Of cards that show the images of the gallery in other ways, linked by hand and click."""

    PIN = "pin"
    COMPARE = "compare"
    COMPARE_WORDS = "compare-words"
    COMPARE_SIDES = "compare-sides"
    COMPARE_IMAGES = "compare-images"
    LISTS = "lists"
    LISTS_BODY = "lists-body"
    RECALL = "recall"
    RELIABILITY = "reliability"
    RELIABILITY_SET = "reliability-set"
    RELIABILITY_CHART = "reliability-chart"
    RELIABILITY_WORDS = "reliability-words"
    FOREIGN = "foreign"
    FOREIGN_SET = "foreign-set"
    FOREIGN_CHART = "foreign-chart"
    FOREIGN_WORDS = "foreign-words"


class BasketIds(StrEnum):
    """Of the ensemble that is put together by hand."""

    ADD = "basket-add"
    CARD = "basket"
    FOREIGN = "basket-foreign"
    FOREIGN_LABEL = "basket-foreign-label"
    STATE = "basket-state"
    CLEAR = "basket-clear"
    TOOLS = "basket-tools"
    CHIPS = "basket-chips"
    TABLE = "basket-table"
    WORDS = "basket-words"
    RELIABILITY = "basket-reliability"
    HISTOGRAMS = "basket-histograms"
    NOTES = "basket-notes"


class SolutionsIds(StrEnum):
    """Of the map of solutions."""

    CARD = "solutions"
    STATE = "solutions-state"
    LEGEND = "solutions-legend"
    CHART = "solutions-chart"
    CHOSEN = "solutions-chosen"
    WORDS = "solutions-words"


class MapIds(StrEnum):
    """Of what the map shows, and how."""

    DIMENSION = "dimension"
    MORE = "metric-more"
    MORE_WORDS = "metric-more-words"
    PLAY = "play"


class ReplayIds(StrEnum):
    """Below the map: how it came to be, epoch by epoch."""

    OPEN = "replay-open"
    CONTROLS = "replay"


class LearningIds(StrEnum):
    """Of the card that tells how a training went."""

    CARD = "learning"
    BESIDE = "learning-beside"
    RUNS = "learning-runs"
    CHART = "learning-chart"
