"""The kinds of agency, by the words of the pack in use; a word that it does not know is kept as it is."""

from django.utils.text import slugify

from tideturn.packs.pathways import load_vocabularies
from tideturn.packs.schema.vocabulary import AgencyKind

LONGEST = 80


def kind_named(word: str) -> AgencyKind:
    """Return the kind that a word means, by its id or an alias; a new kind, which takes cases, for any other word."""
    slug = slugify(word)[:LONGEST]
    return known_kind(slug) or AgencyKind(id=slug, title=word.strip())


def known_kind(slug: str) -> AgencyKind | None:
    """Return the kind of the pack that has this id or alias, if any."""
    kinds = load_vocabularies().agency_kinds
    return next((kind for kind in kinds if slug in (kind.id, *kind.aliases)), None)
