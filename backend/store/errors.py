"""What the store refuses; each class is one kind of refusal, each message one sentence."""

from collections.abc import Sequence


class StoreError(Exception):
    """Base of everything the store refuses."""


class StaleAttempt(StoreError):
    """The caller's attempt is no longer the current one: it must stop and write nothing more."""

    def __init__(self, subject: str, attempt: int) -> None:
        super().__init__(
            f"attempt {attempt} of {subject} has lost its claim (taken over, ended or gone); stop"
        )


class NotTerminal(StoreError):
    """Something that still runs cannot be deleted."""

    def __init__(self, run_id: str, phase: str) -> None:
        super().__init__(f"run {run_id} is {phase}; cancel it before you delete it")


class MissingRuns(StoreError):
    """The recipe names runs that do not exist."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = list(ids)
        super().__init__(f"no run has the id {', '.join(ids)}; name runs that exist")


class UnusableRuns(StoreError):
    """The recipe names runs that ended without a trained network."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = list(ids)
        super().__init__(
            f"run {', '.join(ids)} ended without a trained network; name completed or waiting runs"
        )


class UnknownUser(StoreError):
    """A credential was asked for somebody who is not registered."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no user {name!r}; register one with a role first")


class IdempotencyConflict(StoreError):
    """The same key came with another body."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Idempotency-Key {key!r} was used with another body; use a new key for a new request"
        )


class ArtifactMissing(StoreError):
    """A committed file is not where it was published."""

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(f"{name} of {folder} is missing; restore the artifacts from a backup")


class ArtifactDamaged(StoreError):
    """A committed file has other bytes than were published."""

    def __init__(self, name: str, folder: str, expected: str, found: str) -> None:
        super().__init__(
            f"{name} of {folder} should have sha256 {expected} but has {found}; "
            "restore the artifacts from a backup"
        )


class ImageResultsDamaged(StoreError):
    """A finished tile's file is not what was written."""

    def __init__(self, name: str, landscape_id: str) -> None:
        super().__init__(
            f"{name} of landscape {landscape_id} is not as long as it was written, or no such "
            "file; restore it from a backup, or compute the landscape again"
        )
