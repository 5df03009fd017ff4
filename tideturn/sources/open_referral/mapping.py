"""A mapping: a YAML file that says which column of a table of somebody's own is which field of the standard."""

import difflib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from tideturn.packs.errors import PackError
from tideturn.packs.yaml_file import YamlFile
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Format
from tideturn.sources.open_referral.hanging import nested_fields
from tideturn.sources.open_referral.limits import LARGEST_MAPPING
from tideturn.sources.open_referral.standard import fields_of

MappedKind = Literal[
    "organization", "service", "location", "service_at_location", "program", "taxonomy", "taxonomy_term",
    "phone", "contact", "address", "schedule", "service_area", "language", "cost_option", "accessibility",
]  # fmt: skip
SOURCES = ("column", "columns", "always")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldMapping(_Frozen):
    """Where the value of one field comes from, and how it is written there."""

    column: str | None = None
    columns: tuple[str, ...] = ()
    joined_by: str = " "
    always: str | int | float | None = None
    separator: str | None = Field(default=None, min_length=1)
    part: str = "name"
    parts: tuple[str, ...] = ()
    parts_separator: str = Field(default=":", min_length=1)
    values: dict[str, str] = {}
    date: str | None = None
    time: str | None = None
    phone: str | None = Field(default=None, pattern=r"^\+\d{1,3}$")

    @model_validator(mode="after")
    def _has_one_source(self) -> "FieldMapping":
        given = [name for name in SOURCES if getattr(self, name) not in (None, ())]
        if len(given) != 1:
            raise ValueError("needs exactly one of column, columns and always")
        for form in (self.date, self.time):
            if form is not None and "%" not in form:
                raise ValueError(f"the format '{form}' has no part such as %d, %m, %Y, %H or %M")
            if form is not None:
                datetime(2000, 1, 2, 3, 4).strftime(form)  # noqa: DTZ001  (a trial, no moment)
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that are read."""
        return (self.column,) if self.column else self.columns


def _short(written: Any) -> Any:
    return {"column": written} if isinstance(written, str) else written


class TableMapping(_Frozen):
    """What a row of one table is, and where its fields come from."""

    kind: MappedKind
    id: str | None = None
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    fields: dict[str, Annotated[FieldMapping, BeforeValidator(_short)]]

    @property
    def named(self) -> Iterator[tuple[str, str]]:
        """The fields, each with every column that is read for it."""
        if self.id is not None:
            yield "id", self.id
        for name, field in self.fields.items():
            for column in field.named:
                yield name, column


class Mapping(_Frozen):
    """A saved mapping of one publisher's tables, by the name of the file or of the sheet of a workbook."""

    name: str
    tables: dict[str, TableMapping] = Field(min_length=1)


def read_mapping(path: Path) -> Mapping:
    """Return the mapping in a YAML file; raises FeedRefused with the line and the remedy of the first fault."""
    if path.is_file() and path.stat().st_size > LARGEST_MAPPING:
        raise FeedRefused(str(path), "is larger than any mapping; name the file that says which column is which field.")
    try:
        file = YamlFile.read(path)
    except PackError as error:
        raise FeedRefused("The mapping", str(error)) from None
    except OSError as error:
        raise FeedRefused(str(path), f"cannot be read ({error.strerror}); check who may read it.") from None
    try:
        mapping = Mapping.model_validate(file.content)
    except ValidationError as error:
        fault = error.errors()[0]
        place = [step for step in fault["loc"] if step != "function-before[_short(), FieldMapping]"]
        raise _refused(file, place, fault["msg"].removeprefix("Value error, ")) from None
    for where, name, kind in _unknown_fields(mapping):
        raise _refused(file, where, f"there is no field {name} in {kind}{_nearest(name, kind)}")
    return mapping


def _refused(file: YamlFile, place: list[Any], why: str) -> FeedRefused:
    said = ".".join(str(step) for step in place) or "the file"
    remedy = "see docs/how-to/bring-in-a-directory.md for what may stand here."
    return FeedRefused(f"{file.path}, line {file.line_of(place)}", f"{said}: {why}; {remedy}")


def _unknown_fields(mapping: Mapping) -> Iterator[tuple[list[Any], str, str]]:
    for table, its in mapping.tables.items():
        for name, field in its.fields.items():
            where = ["tables", table, "fields", name]
            is_list = field.separator is not None
            paths = [f"{name}.{part}" for part in field.parts or (field.part,)] if is_list else [name]
            for path in paths:
                for kind, step in _missing(its.kind, path.split(".")):
                    yield where, step, kind


def _missing(kind: str, steps: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the kind and the first step of a path that the kind does not have."""
    for n, step in enumerate(steps):
        nested = nested_fields(kind).get(step)
        if nested is None:
            if n < len(steps) - 1 or step not in names_of(kind):
                yield kind, step
            return
        kind = nested.holds
    yield kind, "that is meant: the path ends at an object, not at a value"


def names_of(kind: str) -> set[str]:
    """Return the names of all fields of a kind, of the standard and of its UK profile."""
    found = (fields_of(standard, kind) for standard in (Format.HSDS_JSON, Format.ORUK_JSON))
    return {name for fields in found if fields for name in fields.by_name}


def _nearest(name: str, kind: str) -> str:
    close = difflib.get_close_matches(name, names_of(kind), 1)
    return f"; did you mean {close[0]}?" if close else ""
