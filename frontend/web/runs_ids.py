"""Ids of the page that lists the runs."""

from enum import StrEnum


class RunsIds(StrEnum):
    GRID = "runs-grid"
    PHASE = "runs-phase"
    METHOD = "runs-method"
    QUERY = "runs-query"
    COUNT = "runs-count"
    EMPTY = "runs-empty"
    """Says what to do first, where there is no run at all."""
    NOTHING = "runs-nothing"
    """Says that no run passes the filters."""
    CLEAR = "runs-clear"

    SELECTED = "runs-selected"
    """The run whose details are shown; null where none is chosen."""
    PANEL = "runs-panel"
    DETAIL = "runs-detail"
    CLOSE = "runs-close"
    OPEN = "runs-open"
    AGAIN = "runs-again"
    RETRY = "runs-retry"
    CANCEL = "runs-cancel"
    DELETE = "runs-delete"

    TO_DELETE = "runs-to-delete"
    DIALOG = "runs-dialog"
    DIALOG_TEXT = "runs-dialog-text"
    DIALOG_KEEP = "runs-dialog-keep"
    DIALOG_DELETE = "runs-dialog-delete"
