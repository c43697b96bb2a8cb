"""Ids of the launch page; those of the fields come from the catalog (`Field.id`)."""

from enum import StrEnum


class LaunchIds(StrEnum):
    METHOD = "launch-method"
    NETWORK = "launch-network"
    DATASET = "launch-dataset"
    RUN_NAME = "launch-name"

    DRAFT = "launch-draft"
    """What the form says, unchecked."""
    RECIPE = "launch-recipe"
    """The checked recipe; null while something is wrong."""
    PREFILL = "launch-prefill"
    """A recipe, or a part of one, for the form to take over."""
    LOCAL_PROBLEMS = "launch-local-problems"
    SERVICE_PROBLEMS = "launch-service-problems"
    ADDRESS_PROBLEMS = "launch-address-problems"
    """Of the run that the address asks to take over."""
    MARKED = "launch-marked"
    """Id of a field -> the sentence that refuses what stands in it."""
    PRESETS = "launch-presets"
    """Id of a preset's button -> the part of a recipe that it sets."""

    HINT = "launch-networks-hint"
    NOTES = "launch-notes"
    CAUTION = "launch-caution"
    """What only the service knows to warn of."""
    COST = "launch-cost"
    TRAININGS = "launch-cost-trainings"
    EVALUATIONS = "launch-cost-evaluations"
    SECONDS = "launch-cost-seconds"
    SIZE = "launch-cost-size"
    REASON = "launch-cost-reason"
    TRAIN = "launch-train"
    PROBLEM = "launch-problem"
    GO = "launch-go"

    TEXT_KIND = "launch-text-kind"
    JSON_TEXT = "launch-json"
    COMMAND_TEXT = "launch-command"
    COPY = "launch-copy"

    PAGE = "launch-page"
    MODE = "launch-mode"
    """Whether the form trains a network or brings one."""
    FILE = "launch-file"
    """Where the browser puts the field for a file."""
    BRING_NAME = "launch-bring-name"
    BRING_LIKE = "launch-bring-like"
    """A run whose procedure the brought network was trained by."""
    BRING = "launch-bring"
    BRING_SAID = "launch-bring-said"
    """Where the browser shows progress, refusals and the way to the run."""
    BRING_DONE = "launch-bring-done"


class Mode(StrEnum):
    TRAIN = "train"
    BRING = "bring"


def section_id(group: str, owner: str) -> str:
    """Of the part of the form that is shown while `owner` is chosen."""
    return f"launch-section-{group}-{owner}"


def start_first_id(method: str) -> str:
    """Of the buttons that count only once a network to start from is chosen."""
    return f"launch-start-first-{method}"


def preset_id(name: str) -> str:
    return f"launch-preset-{name}"
