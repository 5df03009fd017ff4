"""Words by which services are listed and found: the files taxonomies.yaml and vocabularies/*.yaml of a directory."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from tideturn.packs.schema.frozen import Frozen, HttpsAddress, Kebab, Name, Sentence

Phrase = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class FacetId(StrEnum):
    """The questions that a listing answers; each has one file, named after it."""

    KINDS_OF_HELP = "kinds-of-help"
    SUBSTANCES = "substances"
    WHO_FOR = "who-for"
    ACCESS = "access"
    REFERRAL = "referral"
    LISTINGS = "listings"


class Stance(StrEnum):
    """What a service says of a condition of access."""

    ASKS = "asks"
    NEVER_ASKS = "never-asks"
    OFFERS = "offers"


class Elsewhere(Frozen):
    """The same or a wider meaning in a taxonomy that others publish."""

    taxonomy: Kebab
    term: Name
    code: Name | None = None


class Term(Frozen):
    """One meaning. Its id is for ever; `title` and `words` are read by people in distress.

    `everyday` is what people type for it and may be shown; `only_matched` is typed too and never shown, because it
    hurts or is a slip. A term with a `stance` says what a service does about it: asks for it, never asks it, offers it.
    """

    id: Kebab
    title: Name
    words: Sentence
    parent: Kebab | None = None
    everyday: tuple[Phrase, ...] = ()
    only_matched: tuple[Phrase, ...] = ()
    stance: Stance | None = None
    agency_kinds: tuple[Kebab, ...] = ()
    open_referral: tuple[Elsewhere, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """Return what is matched for this term and may be shown, its title first."""
        return (self.title, *self.everyday)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return all that is matched for this term."""
        return (*self.shown, *self.only_matched)


class Facet(Frozen):
    """One file of directory/vocabularies: a question, and the terms that may answer it."""

    id: FacetId
    title: Name
    words: Sentence
    terms: tuple[Term, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def check_only_access_takes_a_stance(self) -> "Facet":
        """Refuse a stance elsewhere than in the conditions of access, and a condition without one."""
        for term in self.terms:
            if (term.stance is None) == (self.id is FacetId.ACCESS):
                raise ValueError(f"“{term.id}”: each term of access, and no other, has a stance ({', '.join(Stance)})")
        return self


class Taxonomy(Frozen):
    """A list of terms that others publish, in which ours are named too."""

    id: Kebab
    title: Name
    edition: Name
    address: HttpsAddress
    licence: Name


class Taxonomies(Frozen):
    """The file directory/taxonomies.yaml."""

    taxonomies: tuple[Taxonomy, ...] = ()
