"""The areas and boards of a pack by code, each with the calendar its clocks run by."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.packs.errors import AreaUnknown
from tideturn.packs.schema.area import Area, Areas, AreaScheme, Board
from tideturn.packs.schema.calendar import Calendars


@dataclass(frozen=True)
class AreaRegister:
    """Areas and boards, looked up by their code or by one they had before."""

    scheme: AreaScheme
    areas: tuple[Area, ...]
    boards: tuple[Board, ...]
    national_calendar: WorkingCalendar
    calendars: Mapping[str, WorkingCalendar]
    by_code: Mapping[str, Area | Board]

    @classmethod
    def of(cls, areas: Areas, calendars: Calendars, time_zone: str) -> "AreaRegister":
        """Return the register that two checked files make."""
        places: list[Area | Board] = [*areas.areas, *areas.boards]
        local = {calendar.id: _calendar(calendars, time_zone, calendar.id) for calendar in calendars.calendars}
        return cls(
            scheme=areas.area_scheme,
            areas=areas.areas,
            boards=areas.boards,
            national_calendar=_calendar(calendars, time_zone, None),
            calendars=MappingProxyType(local),
            by_code=MappingProxyType({code: place for place in places for code in (place.code, *place.former_codes)}),
        )

    def area(self, code: str) -> Area | Board:
        """Return the area or board of a code, or raise a sentence that says what is asked for."""
        if code not in self.by_code:
            raise AreaUnknown(code, self.scheme.area_title, self.scheme.board_title)
        return self.by_code[code]

    def is_known(self, code: str) -> bool:
        """Say whether a code is one of this pack, now or formerly."""
        return code in self.by_code

    def current_code(self, code: str) -> str:
        """Return the code that a place has now, by which teams are routed, for any it ever had."""
        return self.area(code).code

    def board_code(self, code: str) -> str:
        """Return the code of the board in which an area lies; a board lies in itself."""
        place = self.area(code)
        return place.board if isinstance(place, Area) else place.code

    def calendar_of(self, code: str) -> WorkingCalendar:
        """Return the calendar of an area; a board and an area without its own keep the national one."""
        place = self.area(code)
        own = place.calendar if isinstance(place, Area) else None
        return self.calendars[own] if own else self.national_calendar


def _calendar(calendars: Calendars, time_zone: str, own: str | None) -> WorkingCalendar:
    national = calendars.national
    local = [calendar for calendar in calendars.calendars if calendar.id == own]
    days = [*national.holidays, *(holiday for calendar in local for holiday in calendar.holidays)]
    return WorkingCalendar(time_zone, national.country, national.subdivision, frozenset(holiday.on for holiday in days))
