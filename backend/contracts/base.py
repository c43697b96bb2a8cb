"""What every contract has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MAX_SEED = 2**31 - 1

Seed = Annotated[int, Field(ge=0, le=MAX_SEED, strict=True)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]{8,32}$")]


class Contract(BaseModel):
    """A frozen record: unknown fields, NaN and infinities are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )
