"""A service as schema.org describes one, for search engines and maps; what is doubtful or confidential is left out."""

from collections.abc import Iterator
from typing import Any

from tideturn.interfaces.joint.helping.reaching import Whereabouts
from tideturn.interfaces.website.presenters.helping.service import PlaceWords, ServiceWords
from tideturn.methods.opening import Frequency, Rule

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def described(words: ServiceWords, address: str) -> dict[str, Any]:
    """Return the object of a service; hours stand in it only where they are sure."""
    said = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": address,
        "url": address,
        "name": words.name,
        "description": words.text,
        "serviceType": list(words.says.kinds),
        "provider": {"@type": "Organization", "name": words.by} if words.by else None,
        "availableChannel": [_channel(words, place) for place in words.places],
    }
    return {name: value for name, value in said.items() if value}


def _channel(words: ServiceWords, place: PlaceWords) -> dict[str, Any]:
    where = place.whereabouts
    said = {
        "@type": "ServiceChannel",
        "servicePhone": [{"@type": "ContactPoint", "telephone": phone.dialled} for phone in place.phones],
        "serviceLocation": _location(where) if where and not where.is_confidential else None,
        "hoursAvailable": [] if words.doubt else list(_hours(place)),
    }
    return {name: value for name, value in said.items() if value}


def _location(where: Whereabouts) -> dict[str, Any]:
    point = where.point and {
        "@type": "GeoCoordinates", "latitude": where.point.latitude, "longitude": where.point.longitude,
    }  # fmt: skip
    said = {"@type": "Place", "name": where.name, "address": ", ".join(where.lines), "geo": point}
    return {name: value for name, value in said.items() if value}


def _hours(place: PlaceWords) -> Iterator[dict[str, Any]]:
    rules = place.door.hours.rules
    if not all(_is_plain(rule) for rule in rules) or place.door.hours.closures:
        return
    for rule in rules:
        yield {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [DAYS[day.weekday] for day in rule.byday],
            "opens": f"{rule.opens_at:%H:%M}",
            "closes": f"{rule.closes_at:%H:%M}",
        }


def _is_plain(rule: Rule) -> bool:
    """Return whether a rule is so many days of each week and nothing else."""
    is_weekly = rule.freq is Frequency.WEEKLY and rule.interval == 1 and bool(rule.byday) and rule.has_hours
    ends = (rule.valid_from, rule.valid_to, rule.until, rule.count, rule.time_zone)
    return is_weekly and not any(ends) and all(day.nth is None for day in rule.byday)
