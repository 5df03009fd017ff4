"""The folder directory of a pack, read and checked against the rest of it."""

from dataclasses import dataclass, field
from pathlib import Path

from tideturn.packs.directory.faults import helpline_faults, partnership_faults, place_faults
from tideturn.packs.directory.gazetteer_file import read_gazetteer
from tideturn.packs.directory.term_faults import FacetFile, Named, term_faults
from tideturn.packs.errors import PackFault
from tideturn.packs.noting import noted
from tideturn.packs.schema.area_register import AreaRegister
from tideturn.packs.schema.directory_content import DirectoryContent
from tideturn.packs.schema.directory_term import Facet, FacetId, Taxonomies
from tideturn.packs.schema.freshness import Freshness
from tideturn.packs.schema.gazetteer import PlacesDescription
from tideturn.packs.schema.helpline import Helpline, Helplines
from tideturn.packs.schema.partnership import Partnerships
from tideturn.packs.schema.place_register import Places
from tideturn.packs.schema.term_register import Vocabulary
from tideturn.packs.schema.vocabulary import Vocabularies

FOLDER = "directory"
MISSING = "Write it: packs/README.md says what it holds."


@dataclass
class DirectoryReading:
    """What a folder says about its directory of help, and what is wrong with it; nothing where it has no directory."""

    content: DirectoryContent | None = None
    faults: list[PackFault] = field(default_factory=list)


def read_directory(folder: Path, register: AreaRegister | None) -> DirectoryReading:
    """Return what a pack says about its directory, or every fault in it; a pack without the folder is whole."""
    reading = DirectoryReading()
    if not (folder / FOLDER).is_dir():
        return reading
    vocabulary = _vocabulary(folder, reading.faults)
    places = _places(folder / FOLDER, register, reading.faults)
    helplines = _helplines(folder / FOLDER, vocabulary, reading.faults)
    partnerships = _partnerships(folder / FOLDER, register, reading.faults)
    freshness = noted(reading.faults, folder / FOLDER / "freshness.yaml", Freshness, if_missing=MISSING)
    if vocabulary and places and helplines and partnerships and freshness and not reading.faults:
        reading.content = DirectoryContent(vocabulary, places, helplines, partnerships, freshness[1])
    return reading


def _vocabulary(folder: Path, faults: list[PackFault]) -> Vocabulary | None:
    taxonomies = noted(faults, folder / FOLDER / "taxonomies.yaml", Taxonomies, if_missing=MISSING)
    files: list[FacetFile] = []
    for facet in FacetId:
        read = noted(faults, folder / FOLDER / "vocabularies" / f"{facet}.yaml", Facet, if_missing=MISSING)
        files.extend([read] if read else [])
    if taxonomies is None or len(files) < len(FacetId):
        return None
    found = list(term_faults(files, Named({each.id for each in taxonomies[1].taxonomies}, _agency_kinds(folder))))
    faults.extend(found)
    return None if found else Vocabulary(tuple(facet for _, facet in files), taxonomies[1].taxonomies)


def _agency_kinds(folder: Path) -> set[str]:
    """Return the kinds of agency of the pack; what is wrong with their file is said where pathways are read."""
    read = noted([], folder / "vocabularies.yaml", Vocabularies, if_missing=MISSING)
    return {kind.id for kind in read[1].agency_kinds} if read else set()


def _places(folder: Path, register: AreaRegister | None, faults: list[PackFault]) -> Places | None:
    description = noted(faults, folder / "places.yaml", PlacesDescription, if_missing=MISSING)
    reading = read_gazetteer(folder / "places.csv", register)
    faults.extend(reading.faults)
    if description is None or reading.faults:
        return None
    faults.extend(place_faults(reading, description[1]))
    return Places(description[1], tuple(place for _, place in reading.places))


def _helplines(folder: Path, vocabulary: Vocabulary | None, faults: list[PackFault]) -> tuple[Helpline, ...] | None:
    read = noted(faults, folder / "always-open.yaml", Helplines, if_missing=MISSING)
    if read and vocabulary:
        faults.extend(helpline_faults(*read, vocabulary))
    return read[1].helplines if read else None


def _partnerships(folder: Path, register: AreaRegister | None, faults: list[PackFault]) -> Partnerships | None:
    read = noted(faults, folder / "partnerships.yaml", Partnerships, if_missing=MISSING)
    if read and register:
        faults.extend(partnership_faults(*read, register))
    return read[1] if read else None
