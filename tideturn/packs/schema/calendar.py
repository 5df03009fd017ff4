"""Days on which nobody is expected at work, nationally and in single areas."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from tideturn.packs.schema.frozen import Day, Frozen, Kebab, Name, Sentence


class Holiday(Frozen):
    """One day off, and by what we know of it; a day that is not sourced is left out, because it makes clocks late."""

    on: Day
    name: Name
    source: Sentence


class NationalHolidays(Frozen):
    """Whose public holidays hold in every area: a country the holiday tables know, days listed here, or both."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    subdivision: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,5}$")] | None = None
    source: Sentence
    holidays: tuple[Holiday, ...] = ()

    @model_validator(mode="after")
    def check_days_are_known(self) -> "NationalHolidays":
        """Refuse a calendar that would know weekends only, and a part of no country."""
        if self.country is None and not self.holidays:
            raise ValueError("a country, or the days themselves, must stand here")
        if self.subdivision and self.country is None:
            raise ValueError("a subdivision needs its country")
        return self


class LocalCalendar(Frozen):
    """The days that some areas keep besides the national ones."""

    id: Kebab
    title: Sentence
    note: str = ""
    holidays: tuple[Holiday, ...] = Field(min_length=1)


class Calendars(Frozen):
    """The file calendars.yaml."""

    national: NationalHolidays
    calendars: tuple[LocalCalendar, ...] = ()
