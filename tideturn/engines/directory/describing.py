"""Which of the pack's words hold for a service, told by the terms that its sources give it.

Only what a source says is taken: what could be guessed from its texts is looked for when somebody seeks, and never
shown as if the service had said it.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from tideturn.engines.directory.listing import OURS, objects
from tideturn.packs.loading import load_directory, pack_folder
from tideturn.packs.schema.directory_term import Elsewhere, FacetId, Term
from tideturn.packs.schema.gazetteer import Place, PlaceKind
from tideturn.packs.schema.place_register import Places
from tideturn.packs.schema.term_register import Vocabulary

Object = Mapping[str, Any]
OUR_TAXONOMY = "tideturn"
# What a term of a feed may be known by.
TELLING = ("id", "name", "term", "code")
MOST_KNOWN = 10_000


def describing() -> "Describing":
    """Return the words and places of the pack in use."""
    return _describing(pack_folder())


@lru_cache(maxsize=4)
def _describing(folder: Path) -> "Describing":
    content = load_directory(folder)
    return Describing(content.vocabulary, content.places)


def term_id(term: str) -> uuid.UUID:
    """Return the id under which one of the pack's terms is published."""
    return uuid.uuid5(OURS, f"term:{term}")


def taxonomy_id(facet: FacetId) -> uuid.UUID:
    """Return the id under which one of the pack's facets is published as a taxonomy."""
    return uuid.uuid5(OURS, f"taxonomy:{facet.value}")


def tag(facet: FacetId, term: str) -> str:
    """Return how a listing is tagged with one of the pack's terms."""
    return f"{facet.value}:{term}"


@dataclass(frozen=True)
class Describing:
    """The pack's words, as others name them, and its places."""

    vocabulary: Vocabulary
    places: Places

    def district(self, postcode: str) -> Place | None:
        """Return the district of a postcode, whole or its first part."""
        first, _, rest = postcode.partition(" ")
        if not first or (found := self.places.district(first)):
            return found if first else None
        # Written in one, it has to be looked for; that takes far longer.
        meant = () if rest else self.places.find(first)
        return meant[0] if meant and meant[0].kind is PlaceKind.DISTRICT else None

    def area_called(self, name: str) -> str | None:
        """Return the code of the area that bears a name or a code, which may stand at the end of an address."""
        return self._areas.get(folded(name)) or self._areas.get(folded(name.rpartition("/")[2]))

    def is_place(self, text: str) -> bool:
        """Return whether a text is no more than the name of a town or another place of the country."""
        return text.casefold() in self._place_names

    def tags_of(self, *holders: Object) -> frozenset[str]:
        """Return the tags that the terms of some objects lead to."""
        attributes = [one for holder in holders for one in objects(holder.get("attributes"))]
        terms = [term for one in attributes for term in objects([one.get("taxonomy_term")])]
        return frozenset(tag(facet, term.id) for said in terms for facet, term in self.meant_by(said))

    def meant_by(self, said: Object) -> tuple[tuple[FacetId, Term], ...]:
        """Return the pack's terms that a term of a feed means: one of ours, or one that the pack maps."""
        return self._meant((*(str(said.get(name) or "") for name in TELLING), _taxonomy_of(said)))

    def _meant(self, asked: tuple[str, ...]) -> tuple[tuple[FacetId, Term], ...]:
        if asked not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            key, *names, taxonomy = asked
            marks = [("id", key), *((folded(taxonomy), folded(name)) for name in names if name)]
            found = [meant for mark in marks for meant in self._by_mark.get(mark, ())]
            self._known[asked] = tuple(dict.fromkeys(found))
        return self._known[asked]

    def published(self) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """Yield each facet as a taxonomy of the standard, with its terms."""
        for facet in self.vocabulary.facets:
            key = str(taxonomy_id(facet.id))
            taxonomy = {"id": key, "name": facet.title, "description": facet.words}
            yield taxonomy, [_published(term, key, facet.title) for term in facet.terms]

    def term_of(self, facet: FacetId, term: Term) -> dict[str, Any]:
        """Return one of the pack's terms as the standard writes it."""
        return _published(term, str(taxonomy_id(facet)), self.vocabulary.facet(facet).title)

    @cached_property
    def _place_names(self) -> frozenset[str]:
        places = self.places.places
        return frozenset(name.casefold() for place in places for name in (place.name, place.area_name, *place.also))

    @cached_property
    def _known(self) -> dict[tuple[str, ...], tuple[tuple[FacetId, Term], ...]]:
        """Return what was asked before: a feed has few terms, and each many times."""
        return {}

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        """Return the codes of areas by what they may be called."""
        found = {folded(place.area): place.area for place in self.places.places if place.area}
        return found | {folded(place.area_name): place.area for place in self.places.places if place.area_name}

    @cached_property
    def _by_mark(self) -> Mapping[tuple[str, str], list[tuple[FacetId, Term]]]:
        found: dict[tuple[str, str], list[tuple[FacetId, Term]]] = {}
        titles = {taxonomy.id: taxonomy.title for taxonomy in self.vocabulary.taxonomies}
        for facet, term in self.vocabulary.terms():
            for mark in (*_own_marks(term), *_marks_elsewhere(term.open_referral, titles)):
                found.setdefault(mark, []).append((facet, term))
        return found


def _published(term: Term, taxonomy: str, title: str) -> dict[str, Any]:
    said = {
        "id": str(term_id(term.id)),
        "code": term.id,
        "name": term.title,
        "description": term.words,
        "taxonomy": title,
        "taxonomy_id": taxonomy,
    }
    return said | ({"parent_id": str(term_id(term.parent))} if term.parent else {})


def _own_marks(term: Term) -> Iterator[tuple[str, str]]:
    yield "id", str(term_id(term.id))
    yield folded(OUR_TAXONOMY), folded(term.id)


def _marks_elsewhere(named: Iterable[Elsewhere], titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in named:
        for taxonomy in {folded(one.taxonomy), folded(titles.get(one.taxonomy, ""))} - {""}:
            yield from ((taxonomy, folded(known)) for known in (one.term, one.code) if known)


def _taxonomy_of(said: Object) -> str:
    """Return what the taxonomy of a term of a feed is called, there or in the object beside it."""
    detail = said.get("taxonomy_detail")
    return str(said.get("taxonomy") or (detail.get("name") if isinstance(detail, Mapping) else None) or "")


def folded(text: object) -> str:
    """Return the letters and digits of a name, in lower case."""
    return re.sub(r"[\W_]+", "", str(text)).casefold()
