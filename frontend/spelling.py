"""What is written to a terminal or a file that lacks a character."""

import codecs
import sys
from io import TextIOWrapper

SPELLED = "spelled"


def spell_what_is_missing() -> None:
    """Write characters that the output lacks as JSON does, `\\u00f6`: nothing fails or is lost."""
    codecs.register_error(SPELLED, _spelled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=SPELLED)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """Code units of UTF-16, four digits each."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[k : k + 4]}" for k in range(0, len(units), 4)), error.end
