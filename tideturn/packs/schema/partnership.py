"""The local bodies that answer for help in their areas: the file directory/partnerships.yaml."""

from pydantic import Field

from tideturn.packs.schema.area import Code
from tideturn.packs.schema.frozen import Frozen, HttpsAddress, Kebab, LongHttpsAddress, Name, Sentence
from tideturn.packs.schema.helpline import Dated


class Partnership(Frozen):
    """One partnership, and the areas it answers for; `codes` are those that statistics use for it, if any.

    `organisation` is the body by which plans name it, by its id in organisations.yaml, where one does.
    """

    id: Kebab
    name: Name
    areas: tuple[Code, ...] = Field(min_length=1)
    codes: tuple[Code, ...] = ()
    organisation: Kebab | None = None
    website: HttpsAddress | None = None
    note: str = ""


class PartnershipSource(Frozen):
    """Where it was read which partnerships there are."""

    title: Name
    address: LongHttpsAddress | None = None
    source_date: Dated
    says: Sentence


class Partnerships(Frozen):
    """The file directory/partnerships.yaml; `organisation` is the class of bodies by which plans name all of them."""

    title: Name
    plural: Name
    organisation: Kebab | None = None
    edition: Name
    note: Sentence
    sources: tuple[PartnershipSource, ...] = Field(min_length=1)
    partnerships: tuple[Partnership, ...] = Field(min_length=1)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Return every organisation that the file names, by its id."""
        named = (self.organisation, *(one.organisation for one in self.partnerships))
        return tuple(organisation for organisation in named if organisation)
