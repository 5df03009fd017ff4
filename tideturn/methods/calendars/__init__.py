"""Working days and public holidays of a place."""

from tideturn.methods.calendars.errors import CalendarError, CountryUnknown, MomentWithoutZone, TimeZoneUnknown
from tideturn.methods.calendars.working_calendar import WorkingCalendar

__all__ = ["CalendarError", "CountryUnknown", "MomentWithoutZone", "TimeZoneUnknown", "WorkingCalendar"]
