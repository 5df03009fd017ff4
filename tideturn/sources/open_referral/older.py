"""What older versions say in another way than 3.0: weekdays, holidays, a service's one location."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
YEAR = re.compile(r"\d{4}")
# As Ohana's importer takes them: 24 December is 12/24; a year 0001 stands for every year.
DATES = ("%Y-%m-%d", "%B %d, %Y", "%m/%d/%Y", "%m/%d/%y", "%d %B %Y")
TRUE = ("true", "t", "1", "yes", "y")

Made = Callable[..., str]


def mend_older(kind: str, node: dict[str, Any], row: Mapping[str, Any], made: Made) -> None:
    """Put into the words of 3.0 what a row of an older version says."""
    if kind == "schedule":
        _weekday(node, row)
        _holiday(node, row)
    elif kind == "service":
        _only_location(node, row, made)
    elif kind == "location" and str(row.get("virtual", "")).lower() in TRUE:
        node["location_type"] = "virtual"
    elif kind == "organization" and "year_incorporated" in node:
        _year(node)


def iso_date(text: str) -> str | None:
    """Return a date of an older feed as 2026-11-30, or null where it is none that is known."""
    for form in DATES:
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return None


def weekday_of(text: str) -> str | None:
    """Return the day that a word or a number from 1 (Monday) to 7 names, as MO to SU."""
    short = text.strip().lower()
    if short.isdecimal() and 1 <= int(short) <= 7:
        return DAYS[int(short) - 1]
    return DAYS[DAY_NAMES.index(short[:3])] if short[:3] in DAY_NAMES else None


def _weekday(node: dict[str, Any], row: Mapping[str, Any]) -> None:
    day = weekday_of(str(row.get("weekday", "")))
    if day and "byday" not in node:
        node |= {"freq": "WEEKLY", "byday": day}


def _holiday(node: dict[str, Any], row: Mapping[str, Any]) -> None:
    for name, column in (("valid_from", "start_date"), ("valid_to", "end_date")):
        if row.get(column):
            node[name] = iso_date(str(row[column])) or row[column]
    if str(row.get("closed", "")).lower() in TRUE:
        node.setdefault("notes", "Closed")


def _only_location(node: dict[str, Any], row: Mapping[str, Any], made: Made) -> None:
    """Ohana's services hang on one location; in 3.0 a service is at a location."""
    if row.get("location_id") and "service_at_locations" not in node:
        node["service_at_locations"] = [
            {"id": made("service_at_location"), "service_id": node.get("id", ""), "location_id": row["location_id"]}
        ]


def _year(node: dict[str, Any]) -> None:
    found = YEAR.search(str(node["year_incorporated"]))
    if found:
        node["year_incorporated"] = int(found.group())
