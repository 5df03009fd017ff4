"""The terms of a country's directory, and the ones that somebody's own words lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from tideturn.methods.wording.phrasebook import Phrasebook, Reading
from tideturn.packs.errors import TermUnknown
from tideturn.packs.schema.directory_term import Facet, FacetId, Taxonomy, Term


@dataclass(frozen=True)
class Match:
    """A term that typed words lead to. Where the same words lead to several terms, each has a match of its own."""

    term: Term
    facet: FacetId
    words_matched: str
    start: int


@dataclass(frozen=True)
class Found:
    """The terms that a text leads to, in its order, and the words that lead to none."""

    matches: tuple[Match, ...]
    left: str

    @property
    def alternatives(self) -> tuple[tuple[Match, ...], ...]:
        """Return the matches by the words that were typed: where several stand together, either may be meant."""
        return tuple(tuple(group) for _, group in groupby(self.matches, key=lambda match: match.start))


@dataclass(frozen=True)
class Vocabulary:
    """Every facet with its terms, and the taxonomies of others in which they are named too."""

    facets: tuple[Facet, ...]
    taxonomies: tuple[Taxonomy, ...] = ()

    def facet(self, facet_id: FacetId) -> Facet:
        """Return one facet by its id."""
        return next(facet for facet in self.facets if facet.id is facet_id)

    def term(self, term_id: str) -> Term:
        """Return a term by its id, which is unique in all facets, or raise a sentence that names it."""
        return self._held(term_id)[1]

    def facet_of(self, term_id: str) -> FacetId:
        """Return the facet to which a term belongs."""
        return self._held(term_id)[0]

    def within(self, term_id: str) -> frozenset[str]:
        """Return a term and all that stand under it: who looks for stimulants is shown what is for cocaine."""
        self.term(term_id)
        found = {term_id}
        while more := {term.id for _, term in self.terms() if term.parent in found} - found:
            found |= more
        return frozenset(found)

    def terms(self) -> Iterator[tuple[FacetId, Term]]:
        """Yield every term with its facet."""
        yield from ((facet.id, term) for facet in self.facets for term in facet.terms)

    def matching(self, text: str) -> Found:
        """Return the terms that what somebody typed leads to, the longest words first, and what is left of it."""
        return self.found_in(self._phrasebook.read(text))

    def found_in(self, reading: Reading[str | None]) -> Found:
        """Return the terms of a reading; a hit that stands for nothing is left over."""
        hits = [hit for hit in reading.hits if any(hit.keys)]
        matches = (
            Match(self.term(term_id), self.facet_of(term_id), hit.words, hit.start)
            for hit in hits
            for term_id in hit.keys
            if term_id is not None
        )
        return Found(tuple(matches), reading.left_by(hits))

    def forgiving_phrases(self) -> Iterator[tuple[str, str | None]]:
        """Yield each phrase in which slips are mended, with the id of its term."""
        yield from ((phrase, term.id) for _, term in self.terms() for phrase in term.shown)

    def exact_phrases(self) -> Iterator[tuple[str, str | None]]:
        """Yield each phrase that is matched as it is listed: slips, and words that are never shown."""
        yield from ((phrase, term.id) for _, term in self.terms() for phrase in term.only_matched)

    def _held(self, term_id: str) -> tuple[FacetId, Term]:
        if term_id not in self._by_id:
            raise TermUnknown(term_id)
        return self._by_id[term_id]

    @cached_property
    def _by_id(self) -> Mapping[str, tuple[FacetId, Term]]:
        return MappingProxyType({term.id: (facet, term) for facet, term in self.terms()})

    @cached_property
    def _phrasebook(self) -> Phrasebook[str | None]:
        return Phrasebook.of(self.forgiving_phrases(), exact=self.exact_phrases())
