"""What every object of a pack has in common: it cannot change, and it refuses keys it does not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Frozen(BaseModel):
    """A value of a pack: immutable once read; unknown keys are refused because they are mostly misspellings."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Kebab = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LocalId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+(-[A-Za-z0-9]+)*$")]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
HttpsAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]
