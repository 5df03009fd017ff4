"""What the standard has no word for, under one key of our own beside a service: where there is something to say."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tideturn.engines.directory.describing import describing, tag
from tideturn.engines.directory.freshness import months_after
from tideturn.engines.directory.listing import objects
from tideturn.engines.directory.models import Service
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.directory_term import FacetId, Stance, Term

OUR_KEY = "tideturn"
# What may leave of what is kept beside a service; whatever else stands there stays inside.
OPEN = ("capacity", "closing", "alternates", "holidays", "out_of_hours")


def beside(service: Service) -> dict[str, Any]:
    """Return what is ours to say of a service; nothing where its one source says all there is.

    That is the case until somebody tells more than the standard can, several sources tell of it, or none does any more.
    """
    kept = {name: service.ours[name] for name in OPEN if service.ours.get(name) not in (None, "", [], {})}
    provenance = _provenance(service)
    sources = {said.get("source") for said in provenance.values()}
    if not kept and service.unlisted_since is None and len(sources) < 2:
        return {}
    said = {
        "code": service.code,
        "checked_on": _day(service.checked_on),
        "expires_on": _expiry(service.checked_on),
        "unlisted_since": _day(service.unlisted_since),
        **_terms(service),
        **kept,
        "provenance": provenance,
    }
    return {name: value for name, value in said.items() if value not in (None, [], {})}


def _provenance(service: Service) -> dict[str, dict[str, Any]]:
    """Return from whom each field is, when they last checked it and until when that holds."""
    told = {field: said for field, said in service.provenance.items() if isinstance(said, Mapping)}
    return {field: _said_of_field(said) for field, said in told.items()}


def _said_of_field(said: Mapping[str, Any]) -> dict[str, Any]:
    checked = _day_of(said.get("checked_on"))
    found = {"source": said.get("source"), "checked_on": _day(checked), "expires_on": _expiry(checked)}
    return {name: value for name, value in found.items() if value}


def _expiry(checked: date | None) -> str | None:
    """Return until when it is good that somebody said an entry is right, by the country's own ages."""
    return _day(months_after(checked, load_directory().freshness.unchecked.months)) if checked else None


def _day_of(text: object) -> date | None:
    """Return the day that a source wrote, which may have a time behind it."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _terms(service: Service) -> dict[str, list[str]]:
    """Return by which of the country's words somebody gets in, and what is never asked of them."""
    told = list(told_terms(service.document))
    return {
        "referral": [term.id for facet, term in told if facet is FacetId.REFERRAL],
        "never_demands": [term.id for _, term in told if term.stance is Stance.NEVER_ASKS],
        "asks": [term.id for _, term in told if term.stance is Stance.ASKS],
    }


def told_terms(document: Mapping[str, Any]) -> Iterator[tuple[FacetId, Term]]:
    """Yield the country's words that a service's sources say of it or of a place of it, with what they answer."""
    known = describing()
    tags = known.tags_of(*_holders(document))
    return ((facet, term) for facet, term in known.vocabulary.terms() if tag(facet, term.id) in tags)


def _holders(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield document
    for place in objects(document.get("service_at_locations")):
        yield place
        yield from objects([place.get("location")])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
