"""How a service is reached: by telephone, by the net, and at a door where anybody may know it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tideturn.engines.directory.listing import objects
from tideturn.engines.directory.mapping import Point, point_of

Object = Mapping[str, Any]
SECURE = re.compile(r"https?://[^\s\"'<>]+")
ADDRESS_LINES = ("attention", "address_1", "address_2", "city", "region", "state_province", "postal_code")
PHONES_AT_MOST = 4


@dataclass(frozen=True)
class Phone:
    """A number as it is written, as it is dialled, and what is said of it."""

    written: str
    dialled: str
    note: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """Where a door is. Where that is confidential nothing of it is known here, and nothing can be shown."""

    name: str
    lines: tuple[str, ...]
    point: Point | None
    directions: str = ""
    is_confidential: bool = False


def phones_of(document: Object, place: Object) -> tuple[Phone, ...]:
    """Return the numbers of a place, then those of the service and of those to ask for."""
    location = place.get("location") if isinstance(place.get("location"), Mapping) else {}
    found: dict[str, Phone] = {}
    for holder in (place, location, document, *objects(place.get("contacts")), *objects(document.get("contacts"))):
        for said in objects((holder or {}).get("phones")):
            phone = _phone(said)
            if phone:
                found.setdefault(phone.dialled, phone)
    return tuple(found.values())[:PHONES_AT_MOST]


def website_of(document: Object) -> str:
    """Return the address of a service's own page, or nothing where it is none."""
    written = document.get("url")
    return written.strip() if isinstance(written, str) and SECURE.fullmatch(written.strip()) else ""


def email_of(document: Object) -> str:
    """Return where a service is written to, or nothing."""
    written = document.get("email")
    return written.strip() if isinstance(written, str) and re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+", written) else ""


def whereabouts_of(place: Object, *, is_confidential: bool) -> Whereabouts | None:
    """Return where a place of a service is; nothing where it has none."""
    location = place.get("location")
    if not isinstance(location, Mapping):
        return None
    if is_confidential or location.get("confidential"):
        return Whereabouts("", (), None, is_confidential=True)
    address = next(iter(objects(location.get("addresses"))), {})
    lines = tuple(dict.fromkeys(line for name in ADDRESS_LINES if (line := _text(address.get(name)))))
    point = point_of(location.get("latitude"), location.get("longitude"))
    return Whereabouts(_text(location.get("name")), lines, point, _text(location.get("transportation")))


def _phone(said: Object) -> Phone | None:
    written = _text(said.get("number"))
    dialled = re.sub(r"[^\d+]", "", written.split("ext")[0])
    if not re.fullmatch(r"\+?\d{3,15}", dialled):
        return None
    extension = _text(said.get("extension"))
    written = f"{written} ({extension})" if extension else written
    return Phone(written, dialled, _text(said.get("description") or said.get("name")))


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
