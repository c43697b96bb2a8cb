"""What every contract has in common."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from backend.contracts.fault_words import shown

MAX_SEED = 2**31 - 1

Flag = Annotated[bool, Field(strict=True)]
"""True or false and nothing else: "no" would be neither."""


def _spelled_flag(value: object) -> object:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


FlagText = Annotated[Flag, BeforeValidator(_spelled_flag)]
"""The same in an address, where everything is text."""

Seed = Annotated[int, Field(ge=0, le=MAX_SEED, strict=True)]


def spelled(pattern: str, words: str) -> tuple[Any, ...]:
    """For `Annotated`: text that the whole pattern matches, and what a refusal calls it."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"expected {words}, got {shown(text)}")
        return text

    return AfterValidator(check), Field(json_schema_extra={"pattern": f"^{pattern}$"})


Identifier = Annotated[
    str, *spelled("[a-z0-9]{8,32}", "8 to 32 of the letters a to z and the digits 0 to 9")
]
SHA256 = spelled("[0-9a-f]{64}", "a SHA-256: 64 of the digits 0 to 9 and the letters a to f")


class Contract(BaseModel):
    """A frozen record: unknown fields, NaN and infinities are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )
