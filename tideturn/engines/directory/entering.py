"""An entry as its people write it in a plain form, and the fields of the standard that say the same.

Only what was changed becomes a word of ours; everything else stays what its source says.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tideturn.engines.directory import ours as beside
from tideturn.engines.directory.describing import Describing, tag
from tideturn.engines.directory.listing import OURS, objects
from tideturn.engines.directory.ours import OURS_FIELD, WHOLE, Capacity, Closing, Ours
from tideturn.engines.directory.words import ServiceStatus
from tideturn.packs.schema.directory_term import FacetId

Object = Mapping[str, Any]
TEXTS = {"name": "name", "description": "description", "eligibility": "eligibility_description", "email": "email",
         "website": "url", "how_to_get_in": "application_process"}  # fmt: skip

# What of ours is kept under which name, and what of an entry says it.
BESIDE = {
    "closing": ("closing",),
    "capacity": ("places_free", "capacity_words"),
    "alternates": ("alternates",),
    "holidays": ("shut_on_holidays",),
    "out_of_hours": ("out_of_hours",),
}


@dataclass(frozen=True)
class Entry:
    """What is asked of a service; `terms` are the tags of the pack that hold for it, as `facet:id`."""

    name: str
    terms: frozenset[str] = frozenset()
    description: str = ""
    eligibility: str = ""
    how_to_get_in: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    closing: Closing | None = None
    places_free: int | None = None
    capacity_words: str = ""
    alternates: tuple[uuid.UUID, ...] = ()
    shut_on_holidays: bool | None = None
    out_of_hours: str = ""
    address: "Address | None" = None


@dataclass(frozen=True)
class Address:
    """Where a new service is; one whose address must not be found has none."""

    address_1: str
    city: str
    postcode: str


@dataclass(frozen=True)
class Standing:
    """What is said of a service now: the standard's object, and ours beside it."""

    id: str
    document: Object = field(default_factory=dict)
    ours: Object = field(default_factory=dict)


def entry_of(now: Standing, describing: Describing) -> Entry:
    """Return what is said of a service now, as a form shows it."""
    own = beside.read(now.ours)
    texts: dict[str, Any] = {name: str(now.document.get(said) or "") for name, said in TEXTS.items()}
    return Entry(
        terms=terms_of(now.document, describing),
        phone=_phone(now.document),
        closing=own.closing,
        places_free=own.capacity.places if own.capacity else None,
        capacity_words=own.capacity.words if own.capacity else "",
        alternates=own.alternates,
        shut_on_holidays=own.shut_on_holidays,
        out_of_hours=own.out_of_hours,
        **texts,
    )


def terms_of(document: Object, describing: Describing) -> frozenset[str]:
    """Return the tags of the pack that an object's own terms lead to."""
    return describing.tags_of({"attributes": document.get("attributes")})


def content_of(entry: Entry, now: Standing, describing: Describing, *, at: datetime) -> dict[str, Any]:
    """Return the fields of the standard, and ours, in which an entry differs from what is said now."""
    before = entry_of(now, describing)
    changed = {said: getattr(entry, name) for name, said in TEXTS.items() if _differs(entry, before, name)}
    if _differs(entry, before, "phone"):
        changed["phones"] = _phones(now, entry.phone)
    if _differs(entry, before, "terms"):
        changed["attributes"] = list(_attributes(now, entry.terms, describing))
    if _differs(entry, before, "closing"):
        changed |= _closed(entry.closing)
    if own := _own(entry, before, at):
        changed[OURS_FIELD] = own
    return changed


def new_content(
    entry: Entry, service_id: uuid.UUID, organisation: Object, describing: Describing, *, at: datetime
) -> dict[str, Any]:
    """Return a service that nobody told of before, whole, as one of an organisation."""
    content = content_of(entry, Standing(str(service_id)), describing, at=at)
    status = content.get("status", ServiceStatus.ACTIVE.value)
    own = {**content.get(OURS_FIELD, {}), WHOLE: True}
    whole = {**content, "id": str(service_id), "status": status, "organization": organisation, OURS_FIELD: own}
    return whole | ({"service_at_locations": [_place(service_id, entry.address)]} if entry.address else {})


def _differs(one: Entry, other: Entry, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _phone(document: Object) -> str:
    return next((str(phone.get("number") or "") for phone in objects(document.get("phones"))), "")


def _phones(now: Standing, number: str) -> list[Any]:
    """Return the telephones with the first one replaced, or left out."""
    first, *rest = objects(now.document.get("phones")) or [{"id": _made("phone", now.id)}]
    return [{**first, "number": number}, *rest] if number else rest


def _attributes(now: Standing, chosen: frozenset[str], describing: Describing) -> Iterable[Any]:
    """Yield the terms that are no word of ours or are chosen still, then those chosen anew."""
    held: set[str] = set()
    for attribute in objects(now.document.get("attributes")):
        tags = describing.tags_of({"attributes": [attribute]})
        if tags <= chosen:
            held |= tags
            yield attribute
    for facet, term in describing.vocabulary.terms():
        if (name := tag(facet, term.id)) in chosen - held:
            made = _made("attribute", f"{now.id}:{name}")
            said = describing.term_of(facet, term)
            yield {"id": made, "link_id": now.id, "taxonomy_term_id": said["id"], "taxonomy_term": said}


def _closed(closing: Closing | None) -> dict[str, Any]:
    """Return what tells everybody that a service is shut: until a day by its words, without end by its status."""
    if closing is None:
        return {"status": ServiceStatus.ACTIVE.value, beside.NOTICE: ""}
    status = ServiceStatus.ACTIVE if closing.last else ServiceStatus.TEMPORARILY_CLOSED
    return {"status": status.value, beside.NOTICE: beside.notice_of(closing)}


def _own(entry: Entry, before: Entry, at: datetime) -> dict[str, Any]:
    said = beside.written(
        Ours(entry.closing, _capacity(entry, at), entry.alternates, entry.shut_on_holidays, entry.out_of_hours)
    )
    return {name: said[name] for name, of in BESIDE.items() if any(_differs(entry, before, one) for one in of)}


def _capacity(entry: Entry, at: datetime) -> Capacity | None:
    has_said = entry.places_free is not None or entry.capacity_words
    return Capacity(entry.places_free, entry.capacity_words, at) if has_said else None


def _place(service_id: uuid.UUID, address: Address) -> dict[str, Any]:
    location = _made("location", str(service_id))
    written = {"id": _made("address", str(service_id)), "address_type": "physical", "address_1": address.address_1}
    said = {**written, "city": address.city, "postal_code": address.postcode}
    return {
        "id": _made("place", str(service_id)),
        "location": {"id": location, "location_type": "physical", "name": address.address_1, "addresses": [said]},
    }


def _made(kind: str, of: str) -> str:
    return str(uuid.uuid5(OURS, f"{kind}:{of}"))


# Which facets a form asks about, in its order; what sort of place it is has one answer.
ASKED = (FacetId.LISTINGS, FacetId.KINDS_OF_HELP, FacetId.SUBSTANCES, FacetId.WHO_FOR, FacetId.ACCESS, FacetId.REFERRAL)
