"""The files areas.yaml and calendars.yaml of one folder, read and checked against one another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tideturn.methods.calendars.errors import CalendarError, CountryUnknown, TimeZoneUnknown
from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.packs.area_faults import area_faults
from tideturn.packs.errors import PackFault
from tideturn.packs.noting import noted
from tideturn.packs.schema.area import Areas
from tideturn.packs.schema.area_register import AreaRegister
from tideturn.packs.schema.calendar import Calendars
from tideturn.packs.yaml_file import YamlFile

MISSING = "Write it: packs/README.md says what it holds."


@dataclass
class AreaReading:
    """What a folder says about areas, and what is wrong with it."""

    register: AreaRegister | None = None
    faults: list[PackFault] = field(default_factory=list)


def read_areas(folder: Path, time_zone: str) -> AreaReading:
    """Return the areas of a folder with their calendars, or every fault in them."""
    reading = AreaReading()
    areas = noted(reading.faults, folder / "areas.yaml", Areas, if_missing=MISSING)
    calendars = noted(reading.faults, folder / "calendars.yaml", Calendars, if_missing=MISSING)
    if areas and calendars:
        reading.faults.extend(area_faults(areas, calendars))
        reading.faults.extend(_calendar_faults(calendars, folder, time_zone))
        if not reading.faults:
            reading.register = AreaRegister.of(areas[1], calendars[1], time_zone)
    return reading


def _calendar_faults(calendars: tuple[YamlFile, Calendars], folder: Path, time_zone: str) -> Iterator[PackFault]:
    file, held = calendars
    try:
        WorkingCalendar(time_zone, held.national.country, held.national.subdivision)
    except CountryUnknown as error:
        yield file.fault(("national", "country"), *_parts(error))
    except TimeZoneUnknown as error:
        yield YamlFile.read(folder / "pack.yaml").fault(("time_zone",), *_parts(error))


def _parts(error: CalendarError) -> tuple[str, str]:
    """Return what is wrong, and what to do, of an error that says both in turn."""
    problem, _, remedy = str(error).partition(". ")
    return problem, remedy
