"""What can be wrong with a calendar, or with what it is asked."""


class CalendarError(ValueError):
    """A calendar cannot be made or asked; the message says what to do instead."""


class CountryUnknown(CalendarError):
    """A country or a part of one whose public holidays nobody here knows."""

    def __init__(self, country: str, subdivision: str | None) -> None:
        place = f"{country}, part {subdivision}" if subdivision else country
        super().__init__(
            f"The public holidays of “{place}” are not known. Write a country of two letters and its part as the "
            "library `holidays` names them (GB and SCT for Scotland), or leave both out and list the days."
        )


class TimeZoneUnknown(CalendarError):
    """A time zone that is in no table of time zones."""

    def __init__(self, time_zone: str) -> None:
        super().__init__(f"There is no time zone “{time_zone}”. Write one such as Europe/London.")


class MomentWithoutZone(CalendarError):
    """A date and time of which nobody can say when it was."""

    def __init__(self) -> None:
        super().__init__("A moment needs its time zone: give a date and time with an offset from UTC.")
