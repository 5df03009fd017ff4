"""The kinds of value that a question to the API is made of, each read strictly and described in the contract."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LOCAL_ID = r"^[A-Z]+(-[A-Za-z0-9]+)*$"
CURSOR = r"^[A-Za-z0-9_-]{1,400}:[A-Za-z0-9_-]{43}$"
MOST_A_PAGE = 200
USUAL_PAGE = 50
# No NUL, which the database cannot hold.
TEXT = r"^[^\u0000]*$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(written: Any) -> Any:
    if isinstance(written, str) and not _DAY.fullmatch(written):
        raise ValueError("write the day as year-month-day, for example 2022-07-21")
    return written


def _flag(written: Any) -> Any:
    if isinstance(written, str) and written not in ("true", "false"):
        raise ValueError("write true or false")
    return written


def _count(written: Any) -> Any:
    if isinstance(written, str) and not re.fullmatch(r"[0-9]{1,6}", written):
        raise ValueError(f"write a whole number from 1 to {MOST_A_PAGE}")
    return written


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Id = Annotated[str, Field(pattern=KEBAB, max_length=80)]
LocalId = Annotated[str, Field(pattern=LOCAL_ID, max_length=40)]
Words = Annotated[str, Field(pattern=TEXT, max_length=200)]
Cursor = Annotated[str, Field(pattern=CURSOR, max_length=444)]
PageSize = Annotated[
    int,
    Field(ge=1, le=MOST_A_PAGE),
    BeforeValidator(_count),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE, "default": USUAL_PAGE}),
]
