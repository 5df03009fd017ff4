"""The file places.csv: one place a line, read into values with every fault that a line may have."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.area_register import AreaRegister
from tideturn.packs.schema.gazetteer import Place, PlaceKind

COLUMNS = ["kind", "name", "also", "district", "area", "latitude", "longitude", "people"]
BETWEEN = "|"


@dataclass(frozen=True)
class Row:
    """One line of the file."""

    line: int
    values: Mapping[str, str]


@dataclass
class GazetteerReading:
    """The places that could be read, each with its line, and what is wrong with the others."""

    path: Path
    places: list[tuple[int, Place]] = field(default_factory=list)
    faults: list[PackFault] = field(default_factory=list)


def read_gazetteer(path: Path, register: AreaRegister | None) -> GazetteerReading:
    """Return the places of a file; areas are looked up where the areas of the pack could be read."""
    reading = GazetteerReading(path)
    if not path.is_file():
        reading.faults.append(PackFault(path, 1, "not found", "Write it: packs/README.md says what it holds."))
        return reading
    for row in _rows(reading):
        try:
            reading.places.append((row.line, _place(row.values, register)))
        except ValueError as error:
            reading.faults.append(PackFault(path, row.line, str(error), "Mend the line, or take it out."))
    return reading


def _rows(reading: GazetteerReading) -> Iterator[Row]:
    try:
        text = reading.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        reading.faults.append(PackFault(reading.path, 1, "not UTF-8 text", "Save the file as UTF-8."))
        return
    lines = csv.reader(io.StringIO(text), strict=True)
    try:
        if next(lines, None) != COLUMNS:
            said = f"the first line is not {','.join(COLUMNS)}"
            reading.faults.append(PackFault(reading.path, 1, said, "Name the columns so, in this order."))
            return
        for values in lines:
            yield Row(lines.line_num, dict(zip(COLUMNS, values, strict=True)))
    except (csv.Error, ValueError) as error:
        said = f"the line cannot be taken apart ({error})"
        reading.faults.append(PackFault(reading.path, lines.line_num, said, "Write eight values with commas between."))


def _place(values: Mapping[str, str], register: AreaRegister | None) -> Place:
    kind = _one_of(values["kind"])
    if not values["name"]:
        raise ValueError("a place without a name")
    if register and not register.is_known(values["area"]):
        raise ValueError(f"there is no area “{values['area']}” in areas.yaml")
    return Place(
        kind=kind,
        name=values["name"],
        also=tuple(filter(None, values["also"].split(BETWEEN))),
        district=values["district"],
        area=values["area"],
        area_name=register.area(values["area"]).name if register else "",
        latitude=_degrees(values["latitude"], 90),
        longitude=_degrees(values["longitude"], 180),
        people=_people(values["people"]),
    )


def _one_of(kind: str) -> PlaceKind:
    try:
        return PlaceKind(kind)
    except ValueError:
        raise ValueError(f"“{kind}” is no kind of place ({', '.join(PlaceKind)})") from None


def _degrees(text: str, at_most: int) -> float:
    try:
        degrees = float(text)
    except ValueError:
        raise ValueError(f"“{text}” is no number of degrees") from None
    if not -at_most <= degrees <= at_most:
        raise ValueError(f"“{text}” is no number of degrees from -{at_most} to {at_most}")
    return degrees


def _people(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise ValueError(f"“{text}” is no whole number of people")
    return int(text) if text else None
