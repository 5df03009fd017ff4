"""Help that the whole country can call: the file directory/always-open.yaml."""

import re
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from tideturn.packs.schema.frozen import Day, Frozen, HttpsAddress, Kebab, Name, Sentence

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
# A day, a month or a year, as exactly as the source tells it; or that it tells none.
Dated = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|undated)$")]
# Of a page that was only read, as it was found.
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500)]
Weekdays = Annotated[str, StringConstraints(pattern=r"^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$")]
EVERY_DAY = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
ALL_DAY = {("00:00", "23:59"), ("00:00", "00:00")}


class Schedule(Frozen):
    """When it answers, in the words of Open Referral; past midnight where it closes no later than it opens."""

    byday: Weekdays
    opens_at: Clock
    closes_at: Clock
    freq: Annotated[str, StringConstraints(pattern="^WEEKLY$")] = "WEEKLY"

    @property
    def as_open_referral(self) -> dict[str, Any]:
        """Return the schedule as the standard writes it, where it carries an id of its own."""
        return {"freq": self.freq, "byday": self.byday, "opens_at": self.opens_at, "closes_at": self.closes_at}


class Source(Frozen):
    """Where a fact was read: the page, its own date, and what of it was read there."""

    title: Name
    address: WebAddress
    source_date: Dated
    says: Sentence


class Helpline(Frozen):
    """Help by telephone or screen. Without hours they are not known, and the page says so.

    `comes_first_for` is what people type who need this line before anything else: it then stands above all results.
    """

    id: Kebab
    name: Name
    words: Sentence
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9][0-9 ]{1,20}[0-9]$")] | None = None
    website: HttpsAddress | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=100)] | None = None
    cost: Sentence | None = None
    is_emergency: bool = False
    is_fallback: bool = False
    comes_first_for: tuple[Name, ...] = ()
    kinds_of_help: tuple[Kebab, ...] = ()
    who_for: tuple[Kebab, ...] = Field(min_length=1)
    schedules: tuple[Schedule, ...] = ()
    checked_on: Day
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def check_can_be_reached(self) -> "Helpline":
        """Refuse a line nobody can reach, and a fallback that is not always there."""
        if not (self.phone or self.website):
            raise ValueError("a phone or a website must stand here")
        if self.is_fallback and not (self.phone and self.is_always_open):
            raise ValueError("a fallback has a phone, and is open at every hour of every day")
        if self.comes_first_for and not self.is_fallback:
            raise ValueError("only a fallback may come first: whoever needs it now must not find it shut")
        return self

    @property
    def dialled(self) -> str | None:
        """Return the number as it is dialled, without what only makes it easier to read."""
        return re.sub(r"\D", "", self.phone) if self.phone else None

    @property
    def is_always_open(self) -> bool:
        """Say whether it answers at every hour of every day."""
        whole = (each for each in self.schedules if (each.opens_at, each.closes_at) in ALL_DAY)
        return {day for each in whole for day in each.byday.split(",")} == EVERY_DAY


class Helplines(Frozen):
    """The file directory/always-open.yaml, in the order in which people see it."""

    helplines: tuple[Helpline, ...] = Field(min_length=1)
