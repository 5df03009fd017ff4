"""One object of what several sources say of one service: each field from the first that says something."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

PLACES = "service_at_locations"
NEVER_MERGED = frozenset({"id"})


@dataclass(frozen=True)
class Said:
    """What one source says of a service; the standard's own object."""

    source: str
    content: Mapping[str, Any]

    @property
    def checked_on(self) -> str | None:
        """Return the day on which its source last assured the entry, as it wrote it."""
        assured = self.content.get("assured_date")
        return assured if isinstance(assured, str) and _is_day(assured) else None


@dataclass(frozen=True)
class Merged:
    """The object that is shown, and for each field which source it is from and when that was last checked."""

    document: Mapping[str, Any]
    provenance: Mapping[str, Mapping[str, Any]]


def merged(service_id: str, said: Sequence[Said]) -> Merged:
    """Return what is shown of a service; `said` is in order of rank, the one that wins first."""
    document: dict[str, Any] = {"id": service_id}
    provenance: dict[str, dict[str, Any]] = {}
    for one in said:
        whose = {"source": one.source, "checked_on": one.checked_on}
        for field, value in one.content.items():
            if field not in NEVER_MERGED and field not in document and (says_something(value) or len(said) == 1):
                document[field] = value
                provenance[field] = whose
    if len(said) > 1 and PLACES in document:
        document[PLACES] = list(_places(said))
    return Merged(document, provenance)


def says_something(value: object) -> bool:
    """Return whether a value of a feed says anything at all."""
    return value not in (None, "", [], {})


def _places(said: Iterable[Said]) -> Iterable[Any]:
    """Yield the places of all sources, each once; two are one where their location has one id or one address."""
    seen: set[object] = set()
    for one in said:
        for place in one.content.get(PLACES) or ():
            marks = set(marks_of(place))
            if not marks & seen or not marks:
                yield place
            seen |= marks


def marks_of(place: Any) -> Iterable[object]:
    """Yield what a place is known by: the id of its location, and each of its addresses."""
    location = place.get("location") if isinstance(place, Mapping) else None
    if not isinstance(location, Mapping):
        return
    if location.get("id"):
        yield location["id"]
    for address in location.get("addresses") or ():
        if isinstance(address, Mapping) and address.get("postal_code"):
            text = f"{address.get('address_1') or ''} {address['postal_code']}"
            yield "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
