"""The gazetteer of a country: where a postcode, a town or a part of a town is, without asking anybody."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from tideturn.methods.wording.folding import words_of
from tideturn.methods.wording.phrasebook import Phrasebook
from tideturn.packs.schema.gazetteer import Place, PlaceKind, PlacesDescription

RANK = {kind: rank for rank, kind in enumerate(PlaceKind)}
# Both are written, and both are typed.
SAINT = {"st": "saint", "saint": "st"}
# What may stand beside a name and changes nothing.
BESIDE_A_PLACE = {"near", "in", "at", "by", "the", "around"}
PART_OF_NAMES = {"and", "city", "of", "island", "the"}


@dataclass(frozen=True)
class Whereabouts:
    """The places that a text may mean, the likeliest first, and the words of it that name none."""

    places: tuple[Place, ...]
    left: str


@dataclass(frozen=True)
class Places:
    """Every place of the gazetteer, with what it was made from."""

    description: PlacesDescription
    places: tuple[Place, ...]

    def find(self, text: str) -> tuple[Place, ...]:
        """Return the places that a text may mean that names nothing else: a district, a whole postcode or a name.

        Of a whole postcode the district alone is looked at. A name that several places bear gives them all, the most
        people first, or those in an area that the text names beside it, as in `Milton, Highland`.
        """
        found = self.matching(text)
        beside = _folded([found.left]) - BESIDE_A_PLACE - _folded(self.description.country_words)
        return () if beside else found.places

    def matching(self, text: str) -> Whereabouts:
        """Return the places that stand in a longer text, such as `near Dundee tonight`, and what is left of it."""
        return self._by_postcode(text) or self._by_name(text)

    def district(self, code: str) -> Place | None:
        """Return a postcode district by its code, however it is written."""
        return self._districts.get(re.sub(r"\s", "", code).upper())

    def _by_postcode(self, text: str) -> Whereabouts | None:
        for match in self._postcode.finditer(text):
            place = self._district_of(match.group().upper().split())
            if place:
                left = words_of(f"{text[: match.start()]} {text[match.end() :]}")
                return Whereabouts((place,), " ".join(word.written for word in left))
        return None

    def _district_of(self, parts: list[str]) -> Place | None:
        """Return the district of a postcode; where it was written in one, the longest beginning that leaves an end."""
        if len(parts) > 1:
            return self._districts.get(parts[0])
        written = parts[0]
        for cut in range(len(written), 1, -1):
            place, end = self._districts.get(written[:cut]), written[cut:]
            if place and (not end or re.fullmatch(self.description.inward_pattern, end)):
                return place
        return None

    def _by_name(self, text: str) -> Whereabouts:
        """Look for a name without slips, and only where there is none for one with a slip in it."""
        exact = self._names.read(text)
        reading = exact if exact.hits else self._names_with_slips.read(text)
        if not reading.hits:
            return Whereabouts((), reading.left)
        longest = min(reading.hits, key=lambda hit: (hit.start - hit.end, hit.slips, hit.start))
        places = sorted((self.places[index] for index in longest.keys), key=_likeliest_first)
        return _narrowed(tuple(places), reading.left_by([longest]).split())

    @cached_property
    def _postcode(self) -> re.Pattern[str]:
        return self.description.postcode

    @cached_property
    def _districts(self) -> Mapping[str, Place]:
        return MappingProxyType({place.name: place for place in self.places if place.kind is PlaceKind.DISTRICT})

    @cached_property
    def _names(self) -> Phrasebook[int]:
        return Phrasebook.of((), exact=self.phrases())

    @cached_property
    def _names_with_slips(self) -> Phrasebook[int]:
        return Phrasebook.of(self.phrases(), at_most=1)  # a wrong place is worse than none

    def phrases(self) -> Iterator[tuple[str, int]]:
        """Yield each name of a place that is no district, in all its spellings, with the place's number in the list."""
        for index, place in enumerate(self.places):
            if place.kind is not PlaceKind.DISTRICT:
                for name in (place.name, *place.also):
                    yield from ((spelt, index) for spelt in _spellings(name))


def _spellings(name: str) -> Iterator[str]:
    yield name
    first, _, rest = name.partition(" ")
    if rest and first.lower() in SAINT:
        yield f"{SAINT[first.lower()]} {rest}"


def _likeliest_first(place: Place) -> tuple[int, int, str, str]:
    return RANK[place.kind], -(place.people or 0), place.area_name, place.district


def _narrowed(places: tuple[Place, ...], left: list[str]) -> Whereabouts:
    """Keep those whose area or district the other words name, where they name one; such words are used up."""
    for place in places:
        known = _names_about(place)
        used = [word for word in left if words_of(word)[0].folded in known]
        if used:
            kept = tuple(each for each in places if _folded(used) <= _names_about(each))
            return Whereabouts(kept or places, " ".join(word for word in left if word not in used))
    return Whereabouts(places, " ".join(left))


def _names_about(place: Place) -> set[str]:
    return _folded([place.area_name, place.district]) - PART_OF_NAMES


def _folded(texts: Iterable[str]) -> set[str]:
    return {word.folded for text in texts for word in words_of(text)}
