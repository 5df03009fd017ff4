"""Checks that the terms of a directory fit one another and what else the pack names."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tideturn.methods.wording.folding import words_of
from tideturn.packs.errors import PackFault
from tideturn.packs.schema.directory_term import Facet, Term
from tideturn.packs.yaml_file import Place, YamlFile

FacetFile = tuple[YamlFile, Facet]
Folded = tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """What terms may name beside one another."""

    taxonomies: Collection[str]
    agency_kinds: Collection[str]


def term_faults(files: Sequence[FacetFile], named: Named) -> Iterator[PackFault]:
    """Yield a fault for each id used twice, each name that leads nowhere, and each phrase at odds with another."""
    seen: set[str] = set()
    hidden = {_folded(phrase) for _, facet in files for term in facet.terms for phrase in term.only_matched}
    for file, facet in files:
        if file.path.stem != facet.id:
            said = f"the file is named {file.path.name} and its id is “{facet.id}”"
            yield file.fault(("id",), said, "Make them alike.")
        for index, term in enumerate(facet.terms):
            place = ("terms", index)
            if term.id in seen:
                yield file.fault((*place, "id"), f"“{term.id}” is used twice", "A term's id is its own in all facets.")
            seen.add(term.id)
            yield from _unknown_names(file, place, term, named)
            yield from _phrase_faults(file, place, term, hidden)
        yield from _broken_parents(file, facet)


def _unknown_names(file: YamlFile, place: Place, term: Term, named: Named) -> Iterator[PackFault]:
    for elsewhere in term.open_referral:
        if elsewhere.taxonomy not in named.taxonomies:
            said = f"there is no taxonomy “{elsewhere.taxonomy}” in taxonomies.yaml"
            yield file.fault((*place, "open_referral"), said, "Write it there, or mend the name.")
    for kind in term.agency_kinds:
        if kind not in named.agency_kinds:
            said = f"there is no kind of agency “{kind}” in vocabularies.yaml"
            yield file.fault((*place, "agency_kinds"), said, "Write it there, or mend the name.")


def _phrase_faults(file: YamlFile, place: Place, term: Term, hidden: Collection[Folded]) -> Iterator[PackFault]:
    said_before: set[Folded] = set()
    for phrase in term.phrases:
        folded = _folded(phrase)
        if not folded:
            yield file.fault(place, f"“{phrase}” holds no word", "Write letters or digits.")
        elif folded in said_before:
            said = f"“{phrase}” is matched twice for this term"
            yield file.fault(place, said, "Keep one of them: plurals and accents match of themselves.")
        said_before.add(folded)
    for phrase in term.shown:
        if _folded(phrase) in hidden:
            yield file.fault(place, f"“{phrase}” is to be shown here and never shown elsewhere", "Decide which.")


def _broken_parents(file: YamlFile, facet: Facet) -> Iterator[PackFault]:
    above: set[str] = set()
    for index, term in enumerate(facet.terms):
        if term.parent is not None and term.parent not in above:
            said = f"“{term.parent}” does not stand above “{term.id}” in this file"
            yield file.fault(("terms", index, "parent"), said, "A wider term comes before the ones under it.")
        above.add(term.id)


def _folded(phrase: str) -> Folded:
    return tuple(word.folded for word in words_of(phrase))
