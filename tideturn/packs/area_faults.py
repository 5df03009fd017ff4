"""Checks that areas, boards and calendars of a pack fit one another."""

import re
from collections.abc import Iterator, Sequence

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.area import Areas, Coded
from tideturn.packs.schema.calendar import Calendars, Holiday
from tideturn.packs.yaml_file import Place, YamlFile

Checked = tuple[YamlFile, Areas]
CheckedCalendars = tuple[YamlFile, Calendars]


def area_faults(areas: Checked, calendars: CheckedCalendars) -> Iterator[PackFault]:
    """Yield a fault for each code, name or day that does not fit."""
    file, held = areas
    yield from _code_faults(file, "boards", held.boards, held.area_scheme.board_pattern)
    yield from _code_faults(file, "areas", held.areas, held.area_scheme.area_pattern)
    yield from _doubles(file, held)
    yield from _broken_names(areas, calendars)
    yield from _calendar_faults(*calendars)


def _code_faults(file: YamlFile, key: str, items: Sequence[Coded], pattern: str) -> Iterator[PackFault]:
    for index, item in enumerate(items):
        for code in (item.code, *item.former_codes):
            if not re.fullmatch(pattern, code):
                problem = f"“{code}” does not look like the scheme says ({pattern})"
                yield file.fault((key, index), problem, "Mend the code, or the pattern in area_scheme.")


def _doubles(file: YamlFile, held: Areas) -> Iterator[PackFault]:
    seen: set[str] = set()
    listed: list[tuple[str, Sequence[Coded]]] = [("boards", held.boards), ("areas", held.areas)]
    for key, items in listed:
        names: set[str] = set()
        for index, item in enumerate(items):
            for code in (item.code, *item.former_codes):
                if code in seen:
                    yield file.fault((key, index), f"“{code}” is used twice", "A code names one place for ever.")
                seen.add(code)
            if item.name in names:
                yield file.fault((key, index, "name"), f"“{item.name}” is used twice", "Give each its own name.")
            names.add(item.name)


def _broken_names(areas: Checked, calendars: CheckedCalendars) -> Iterator[PackFault]:
    file, held = areas
    boards = {board.code for board in held.boards}
    known = {calendar.id for calendar in calendars[1].calendars}
    for index, area in enumerate(held.areas):
        if area.board not in boards:
            yield file.fault(("areas", index, "board"), f"there is no board “{area.board}” in this file")
        if area.calendar is not None and area.calendar not in known:
            problem = f"there is no calendar “{area.calendar}” in calendars.yaml"
            yield file.fault(("areas", index, "calendar"), problem, "Write it there, or leave the key out.")


def _calendar_faults(file: YamlFile, held: Calendars) -> Iterator[PackFault]:
    yield from _holiday_faults(file, ("national",), held.national.holidays)
    seen: set[str] = set()
    for index, calendar in enumerate(held.calendars):
        if calendar.id in seen:
            yield file.fault(("calendars", index, "id"), f"“{calendar.id}” is used twice", "Give each its own id.")
        seen.add(calendar.id)
        yield from _holiday_faults(file, ("calendars", index), calendar.holidays)


def _holiday_faults(file: YamlFile, place: Place, holidays: Sequence[Holiday]) -> Iterator[PackFault]:
    days = [holiday.on for holiday in holidays]
    for index, day in enumerate(days):
        if day in days[:index]:
            yield file.fault((*place, "holidays", index, "on"), f"{day} stands here twice", "Keep one of them.")
