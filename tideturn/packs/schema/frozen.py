"""What every object of a pack has in common: it cannot change, and it refuses keys it does not know."""

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Frozen(BaseModel):
    """A value of a pack: immutable once read; unknown keys are refused because they are mostly misspellings."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _written_day(value: object) -> object:
    # A bare year would otherwise be taken for seconds since 1970.
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise ValueError("a date is written year-month-day, for example 2022-07-21")


# The lengths are those of the register's columns, so that what a pack holds can be loaded.
Kebab = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
LocalId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+(-[A-Za-z0-9]+)*$", max_length=40)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Mark = Annotated[str, StringConstraints(min_length=1, max_length=20)]
HttpsAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=200)]
LongHttpsAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=500)]
Day = Annotated[date, BeforeValidator(_written_day)]
