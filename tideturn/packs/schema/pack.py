"""A whole pack, read and checked."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.packs.schema.area import Area, Board
from tideturn.packs.schema.area_register import AreaRegister
from tideturn.packs.schema.directory_content import DirectoryContent
from tideturn.packs.schema.document import Document
from tideturn.packs.schema.edition import Edition
from tideturn.packs.schema.frozen import Frozen, Kebab, Sentence
from tideturn.packs.schema.link import Link
from tideturn.packs.schema.organisation import Organisation
from tideturn.packs.schema.pathway import Pathway, find_pathway
from tideturn.packs.schema.plan import Plan
from tideturn.packs.schema.theme import Theme
from tideturn.packs.schema.timescale import TimescaleRule


class PackDescription(Frozen):
    """The file pack.yaml: which country, language and clock."""

    id: Kebab
    title: Sentence
    language: str = "en-GB"
    time_zone: str = "Europe/London"
    publisher_hosts: tuple[str, ...] = Field(default=())
    site_note: str = ""
    is_invented: bool = False


@dataclass(frozen=True)
class Pack:
    """Everything a country's folder says, in frozen objects whose names all resolve."""

    folder: Path
    description: PackDescription
    organisations: tuple[Organisation, ...]
    documents: tuple[Document, ...]
    timescale_rules: dict[str, tuple[TimescaleRule, ...]]
    plans: tuple[Plan, ...]
    links: tuple[Link, ...]
    places: AreaRegister
    editions: tuple[Edition, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    directory: DirectoryContent | None = None
    themes: tuple[Theme, ...] = ()

    @cached_property
    def organisation_by_name(self) -> dict[str, Organisation]:
        """Return every organisation by its canonical name and by each alias."""
        names = {name: item for item in self.organisations for name in item.aliases}
        return names | {item.name: item for item in self.organisations}

    def pathway(self, pathway_id: str) -> Pathway:
        """Return a pathway by its id, or raise a sentence that says which there are."""
        return find_pathway(self.pathways, pathway_id)

    def area(self, code: str) -> Area | Board:
        """Return the area or board of a code."""
        return self.places.area(code)

    def calendar_of(self, area_code: str) -> WorkingCalendar:
        """Return the calendar by which the clocks of an area run."""
        return self.places.calendar_of(area_code)
