"""What the service refuses: every class owns its status and code, every instance its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from backend.contracts.questions import AnswerProgress
from backend.store import errors as store


@dataclass(frozen=True)
class FieldError:
    pointer: str
    """JSON pointer of the field."""
    detail: str


class Refusal(Exception):
    """Base of all refusals; `detail` says what was expected, what came and what to do."""

    status = 500
    code = "internal"
    title = "The service failed"

    def __init__(
        self,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        self.members = dict(members or {})
        """What its body says besides."""


class Working(Refusal):
    """No refusal in earnest: a part is done, and the same question brings the rest."""

    status, code, title = 202, "working", "Not done yet"

    def __init__(self, detail: str, progress: AnswerProgress | None) -> None:
        """
        Args:
            detail: How far it is, in words.
            progress: The same in numbers; none where the question still waits.
        """
        members = {"progress": progress.model_dump() if progress else None}
        # Only where the worker has others to answer first there is something to wait for.
        seconds = "0" if progress else "1"
        super().__init__(detail, headers={"Retry-After": seconds}, members=members)


class BadRequest(Refusal):
    status, code, title = 400, "bad_request", "The request cannot be read"


class NotSignedIn(Refusal):
    status, code, title = 401, "not_signed_in", "Not signed in"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class NotAllowed(Refusal):
    status, code, title = 403, "not_allowed", "Not allowed"


class NotFound(Refusal):
    status, code, title = 404, "not_found", "Not found"


class Conflict(Refusal):
    status, code, title = 409, "conflict", "Not possible now"


class LengthRequired(Refusal):
    status, code, title = 411, "length_required", "The request does not tell its length"


class TooLarge(Refusal):
    status, code, title = 413, "too_large", "The request is too large"


class Invalid(Refusal):
    status, code, title = 422, "invalid", "The request is not valid"

    @classmethod
    def field(cls, pointer: str, detail: str) -> "Invalid":
        """One field is wrong."""
        return cls(f"{pointer}: {detail}", errors=[FieldError(pointer, detail)])


class Unavailable(Refusal):
    status, code, title = 503, "unavailable", "Not available now"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


_OF_THE_STORE: dict[type[store.StoreError], type[Refusal]] = {
    store.NotTerminal: Conflict,
    store.IdempotencyConflict: Conflict,
    store.MissingRuns: Invalid,
    store.UnusableRuns: Invalid,
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the store refuses into what the service refuses."""
    try:
        yield
    except store.StoreError as error:
        raise _OF_THE_STORE.get(type(error), Refusal)(str(error)) from error
