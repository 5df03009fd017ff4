"""The columns of a file of reports: one line a report, each cell a field of it; an empty cell is not known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

KEY = "key"
YES_AND_NO = {"yes": True, "true": True, "no": False, "false": False}


class CellFault(ValueError):
    """A cell cannot be read; the message says what to write."""


@dataclass(frozen=True)
class Column:
    """One column: the field of a report that its cells fill, how a cell is read, and what it holds, in words."""

    field: str
    words: str
    read: Callable[[str], Any] = str


def yes_or_no(cell: str) -> bool:
    """Return what a cell of yes or no says."""
    if cell.casefold() not in YES_AND_NO:
        raise CellFault("is neither yes nor no; write yes or no, or leave it empty where it is not known")
    return YES_AND_NO[cell.casefold()]


def several(cell: str) -> list[str]:
    """Return the parts of a cell that semicolons part."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def references(cell: str) -> list[dict[str, str]]:
    """Return the references of other agencies in a cell such as "police-scotland: PS-12; emergency: 7"."""
    found = []
    for part in several(cell):
        agency, colon, reference = part.partition(":")
        if not (colon and agency.strip() and reference.strip()):
            raise CellFault("holds a reference without its agency; write agency: reference, parted by semicolons")
        found.append({"agency": agency.strip(), "reference": reference.strip()})
    return found


COLUMNS: Mapping[str, Column] = {
    "occurred_at": Column("occurred_at", "When it happened: 2026-11-21T02:14:00Z, with its time zone. Needed."),
    "source_reference": Column("source_reference", "Your own number for the event."),
    "other_references": Column("other_references", "Other agencies' numbers: police-scotland: PS-12; …", references),
    "area": Column("place.area", "The code of the area or board where it happened."),
    "place": Column("place.description", "The place in words."),
    "chi": Column("person.chi", "The CHI number."),
    "given_name": Column("person.given_name", "First name."),
    "family_name": Column("person.family_name", "Last name."),
    "birth_date": Column("person.birth_date", "Date of birth: 1984-05-19."),
    "sex": Column("person.sex", "In your words."),
    "phone": Column("person.phone", "How to call or text them."),
    "address": Column("person.address", "Where they live or stay."),
    "home_area": Column("person.area", "The code of the area or board where they live or stay."),
    "naloxone_given": Column("naloxone_given", "yes or no.", yes_or_no),
    "substances_suspected": Column("substances_suspected", "What may have been taken: heroin; …", several),
    "conveyed_to": Column("conveyed_to", "Where the person was taken."),
    "contact": Column("contact", "given, no_objection, refused, not_asked or unable."),
    "notes": Column("notes", "What else helps to reach the person and to keep them safe."),
    KEY: Column(KEY, "A UUID of your own for the report; made of the line where there is no such column."),
}
OF_FIELD = {column.field: name for name, column in COLUMNS.items()}
# Who knows the fields of the API may call the columns so: place.area or place_area.
ALSO = OF_FIELD | {field.replace(".", "_"): name for field, name in OF_FIELD.items()}


def named(heading: str) -> str:
    """Return the column that a heading names, by its own name or as a field of the API; else the heading itself."""
    return heading if heading in COLUMNS else ALSO.get(heading, heading)


def body_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the report that the cells of a line tell, as it would be sent to the API; raise CellFault by column."""
    body: dict[str, Any] = {}
    for name, cell in cells.items():
        if name != KEY and cell:
            part, _, below = COLUMNS[name].field.partition(".")
            value = COLUMNS[name].read(cell)
            if below:
                body.setdefault(part, {})[below] = value
            else:
                body[part] = value
    return body


def column_of(field: str) -> str:
    """Return the column that fills a field, such as home_area for person.area."""
    steps = [step for step in field.split(".") if not step.isdigit()]
    return OF_FIELD.get(".".join(steps)) or OF_FIELD.get(steps[0], steps[0])
