"""What a service says of itself in the pack's words: what it does, for whom, how to get in, what it never asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tideturn.engines.directory.describing import describing, tag
from tideturn.packs.schema.directory_term import FacetId, Stance, Term

GO_YOURSELF = ("no-referral-needed", "no-appointment-needed")


@dataclass(frozen=True)
class Says:
    """The titles of the words that hold for a service. Where one is empty, nobody said anything of it."""

    kinds: tuple[str, ...]
    substances: tuple[str, ...]
    who_for: tuple[str, ...]
    getting_in: tuple[str, ...]
    who_may_ask: tuple[str, ...]
    never_asks: tuple[str, ...]
    asks: tuple[str, ...]
    offers: tuple[str, ...]


def says(tags: Iterable[str]) -> Says:
    """Return what the tags of a listing say."""
    held = frozenset(tags)
    access = list(_terms(FacetId.ACCESS, held))
    return Says(
        kinds=_titles(_terms(FacetId.KINDS_OF_HELP, held)),
        substances=_titles(_terms(FacetId.SUBSTANCES, held)),
        who_for=_titles(_terms(FacetId.WHO_FOR, held)),
        getting_in=_titles(term for term in access if term.id in GO_YOURSELF),
        who_may_ask=_titles(_terms(FacetId.REFERRAL, held)),
        never_asks=_titles(term for term in access if term.stance is Stance.NEVER_ASKS and term.id not in GO_YOURSELF),
        asks=_titles(term for term in access if term.stance is Stance.ASKS),
        offers=_titles(term for term in access if term.stance is Stance.OFFERS),
    )


def _terms(facet: FacetId, held: frozenset[str]) -> Iterator[Term]:
    yield from (term for term in describing().vocabulary.facet(facet).terms if tag(facet, term.id) in held)


def _titles(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.title for term in terms)
