"""The shapes of answers, for the description of this door; what stands in them is described by the standard."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from tideturn.interfaces.api.refusals import Refusal

STANDARD = "https://docs.openreferral.org/en/v3.0/hsds/schema_reference.html"


class Shape(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True)


class Base(Shape):
    """Which version of the standard this is, and where it is described."""

    version: str = Field(description="The version of the standard.")
    profile: str = Field(description="The address of its profile.")
    openapi_url: str = Field(description="The address of this description.")


class Page(Shape):
    """A page of a list; `contents` holds objects of the standard."""

    total_items: int = Field(description="How many there are in all.")
    total_pages: int = Field(description="How many pages.")
    page_number: int = Field(description="Which page this is, counted from one.")
    size: int = Field(description="How many stand on it.")
    first_page: bool = Field(description="Whether it is the first.")
    last_page: bool = Field(description="Whether it is the last.")
    empty: bool = Field(description="Whether nothing stands on it.")
    contents: list[dict[str, Any]] = Field(description=f"Objects of the standard, see {STANDARD}.")


class One(Shape):
    """One object of the standard, with all that hangs on it."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str = Field(description="Its id, a UUID.")


REFUSALS: dict[int, type[BaseModel]] = dict.fromkeys((404, 422, 503), Refusal)
A_LIST: dict[int, type[BaseModel]] = {200: Page, **REFUSALS}
A_THING: dict[int, type[BaseModel]] = {200: One, **REFUSALS}
# The other way in which a list comes.
LINES = {"responses": {200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}}}
