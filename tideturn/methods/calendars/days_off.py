"""The days of a year on which a country does not work, from the library `holidays`.

The library holds days proclaimed once, such as the State Funeral of 2022, and for a holiday on a weekend the day kept
in its stead: Christmas and Boxing Day of 2027 are kept on Monday 27 and Tuesday 28 December. Outside the years it knows
(1872 to 2100 for the United Kingdom) it has weekends only, which makes a clock earlier, never later.
"""

from datetime import date, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays, list_supported_countries

from tideturn.methods.calendars.errors import CountryUnknown

WEEKEND = frozenset({5, 6})


@lru_cache(maxsize=1024)
def days_off(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    """Return every weekend day and public holiday of one year.

    The library fills a calendar year by year as it is asked, and its object changes under the reader. So each year is
    read once into a set that never changes, which many threads may read at once.
    """
    days = [date(year, 1, 1) + timedelta(days=day) for day in range(date(year, 12, 31).timetuple().tm_yday)]
    if country is None:
        return frozenset(day for day in days if day.weekday() in WEEKEND)
    kept = _kept(country, subdivision, year)
    return frozenset(day for day in days if not kept.is_working_day(day))


@lru_cache(maxsize=1024)
def public_holidays(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    """Return every public holiday of one year: both the day itself and the day kept in its stead, weekends included."""
    return frozenset() if country is None else frozenset(_kept(country, subdivision, year))


def _kept(country: str, subdivision: str | None, year: int) -> HolidayBase:
    kept_by = list_supported_countries()
    if country not in kept_by or (subdivision is not None and subdivision not in kept_by[country]):
        raise CountryUnknown(country, subdivision)
    return country_holidays(country, subdiv=subdivision, years=year, expand=False)
