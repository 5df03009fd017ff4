"""Confidential addresses: a place that must not be found is taken out of what a feed says before anything is kept.

No standard way to mark such a place exists (openreferral/specification#166), so every way in use is heeded: a property
of that name on the service, the place or its address, a term that says so, or a person's word. What told where it is
(address, postcode, coordinates, names, directions, pictures) goes; what is needed to ask for help (telephone, hours,
languages) stays. The words of the address are taken out of the rest of the entry, and out of every other text where
they tell a place by themselves: a line with a number, or the place's whole name. A street or a town is no secret of its
own, and everybody else's entries need its name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tideturn.engines.directory.describing import describing
from tideturn.engines.directory.listing import objects

Object = Mapping[str, Any]
MARKS = frozenset({"confidential", "is_confidential", "confidential_address", "address_confidential"})
TERMS = frozenset({"confidential", "confidential address", "confidential location", "address withheld"})
YES = frozenset({"true", "yes", "1", "y"})
# What a place keeps of itself: how to reach people, never how to reach the door.
KEPT = ("id", "location_type", "phones", "schedules", "languages", "attributes")
WITHHELD = "[address withheld]"
SHORTEST = 5
NAMED = ("name", "alternate_name", "description", "transportation", "url", "external_identifier")
ADDRESSED = ("address_1", "address_2", "postal_code")
POINTED = ("latitude", "longitude")
WORD = re.compile(r"\w+")
PARTED = re.compile(r"[,;\n]")
LONGEST_CODE = 8


@dataclass(frozen=True)
class Withheld:
    """What is left of an object, the ids of its confidential places, and the words that told where they are."""

    content: dict[str, Any]
    places: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()


@dataclass
class _Taken:
    """What is taken out on the way through an object: words that go from it (`here`), from all (`secrets`)."""

    known: frozenset[str]
    public: frozenset[str]
    places: set[str] = field(default_factory=set)
    here: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)


def withhold(content: Object, *, known: frozenset[str] = frozenset(), is_confidential: bool = False) -> Withheld:
    """Return an object without what tells where its confidential places are.

    `known` are ids of places that are confidential whatever the object says of them; with `is_confidential` all are.
    """
    taken = _Taken(known, frozenset(_public_names(content)))
    left = _walk(content, taken, is_all=is_confidential or is_marked(content))
    if not taken.places:
        return Withheld(dict(content))
    # The same place may stand once more within, where nothing marks it.
    again = _Taken(frozenset(taken.places), taken.public, here=taken.here, secrets=taken.secrets)
    left = _walk(left, again, is_all=False)
    return Withheld(Scrubber(taken.here)(left), frozenset(taken.places), frozenset(taken.secrets))


def is_marked(thing: Object) -> bool:
    """Return whether an object says of itself that it is confidential."""
    is_said = any(str(value).casefold() in YES for name, value in thing.items() if name.casefold() in MARKS)
    return is_said or str(thing.get("address_type", "")).casefold() in MARKS or _has_term(thing)


class Scrubber:
    """Takes words that tell where a place is out of any text, however they are spaced and whatever their case."""

    def __init__(self, secrets: Iterable[str]) -> None:
        patterns = sorted({pattern for secret in secrets if (pattern := _pattern(secret))}, key=len, reverse=True)
        self.found = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def __call__(self, value: Any) -> Any:
        """Return a value of JSON with such words replaced, at any depth."""
        if isinstance(value, Mapping):
            return {name: self(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self(each) for each in value]
        return self.found.sub(WITHHELD, value) if self.found and isinstance(value, str) else value


def _walk(value: Any, taken: _Taken, *, is_all: bool) -> Any:
    if isinstance(value, list):
        return [_walk(each, taken, is_all=is_all) for each in value]
    if not isinstance(value, Mapping):
        return value
    if _is_place(value) and (is_all or _is_confidential(value, taken.known)):
        return _closed(value, taken)
    # A service within an organisation, or a place within a service, may say so for itself.
    is_all = is_all or is_marked(value)
    return {name: _walk(each, taken, is_all=is_all) for name, each in value.items()}


def _is_place(thing: Object) -> bool:
    return "location_type" in thing or "latitude" in thing or "addresses" in thing or "address_1" in thing


def _is_confidential(place: Object, known: frozenset[str]) -> bool:
    is_known = str(place.get("id", "")) in known
    return is_known or is_marked(place) or any(map(is_marked, objects(place.get("addresses"))))


def _closed(place: Object, taken: _Taken) -> dict[str, Any]:
    taken.places.add(str(place.get("id", "")))
    whole = _lines(place, (*NAMED, *ADDRESSED, *POINTED)) - taken.public
    # Of an address a part may tell as much as the whole; of a description it tells anything, such as "Open 24 hours".
    parts = {part.strip() for line in _lines(place, ADDRESSED) for part in PARTED.split(line)}
    taken.here |= whole | parts
    taken.secrets |= {line for line in whole if not describing().is_place(line)}
    taken.secrets |= {part for part in parts if any(letter.isdigit() for letter in part)}
    return {name: place[name] for name in KEPT if name in place} | {"confidential": True}


def _lines(place: Object, names: Iterable[str]) -> set[str]:
    """Return what a place and its addresses say under some names, in lower case."""
    holders = (place, *objects(place.get("addresses")))
    return {str(holder[name]).strip().casefold() for name in names for holder in holders if holder.get(name)}


def _public_names(content: Object) -> Iterator[str]:
    """Yield what everybody calls a service and its organisation: a place of the same name tells nothing."""
    organisation = content.get("organization")
    for holder in (content, organisation if isinstance(organisation, Mapping) else {}):
        yield from (str(holder[name]).strip().casefold() for name in ("name", "alternate_name") if holder.get(name))


def _has_term(thing: Object) -> bool:
    terms = [term for one in objects(thing.get("attributes")) for term in objects([one.get("taxonomy_term")])]
    said = (str(term.get(name, "")) for term in terms for name in ("name", "term", "code"))
    return any(" ".join(WORD.findall(text.replace("_", " "))).casefold() in TERMS for text in said)


def _pattern(secret: str) -> str:
    words = WORD.findall(secret)
    joined = "".join(words)
    if len(joined) < SHORTEST:
        return ""
    # A postcode is written with and without a space, wherever it pleases.
    parts = joined if len(joined) <= LONGEST_CODE and not joined.isalpha() else words
    return r"(?<!\w)" + r"[\W_]*".join(map(re.escape, parts)) + r"(?!\w)"
