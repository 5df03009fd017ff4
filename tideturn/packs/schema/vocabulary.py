"""The words a country uses for kinds of agency and for purposes, which pathways name by id."""

from pydantic import Field

from tideturn.packs.schema.frozen import Frozen, Kebab, Name, Sentence


class AgencyKind(Frozen):
    """A kind of agency that may start a pathway or be referred to; people may write one of `aliases` for its id.

    `takes_cases` is false for those who report, or who follow up only what is referred to them: an area of theirs is
    where they work, and gives them none of its cases.
    """

    id: Kebab
    title: Name
    takes_cases: bool = True
    aliases: tuple[Kebab, ...] = ()


class Purpose(Frozen):
    """What facts about people are kept and shared for; a fact is never used for another one."""

    id: Kebab
    title: Name
    words: Sentence


class Vocabularies(Frozen):
    """The file vocabularies.yaml."""

    agency_kinds: tuple[AgencyKind, ...] = Field(min_length=1)
    purposes: tuple[Purpose, ...] = Field(min_length=1)
