"""The pathway files of one folder, read and checked against one another."""

from dataclasses import dataclass, field
from pathlib import Path

from tideturn.packs.errors import PackFault
from tideturn.packs.noting import noted
from tideturn.packs.pathway_faults import PathwayFile, pathway_faults
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.schema.vocabulary import Vocabularies

MISSING = "Pathways name its words: write it."


@dataclass
class PathwayReading:
    """What a folder says about pathways, and what is wrong with it."""

    files: list[PathwayFile] = field(default_factory=list)
    vocabularies: Vocabularies | None = None
    faults: list[PackFault] = field(default_factory=list)

    @property
    def pathways(self) -> tuple[Pathway, ...]:
        """Return the pathways that could be read, by id."""
        return tuple(sorted((item.pathway for item in self.files), key=lambda pathway: pathway.id))


def read_pathways(folder: Path) -> PathwayReading:
    """Return the pathways of a folder with every fault in them; a folder without any is whole."""
    reading = PathwayReading()
    paths = sorted((folder / "pathways").glob("*.yaml"))
    if not paths:
        return reading
    words = noted(reading.faults, folder / "vocabularies.yaml", Vocabularies, if_missing=MISSING)
    read = [noted(reading.faults, path, Pathway, if_missing=MISSING) for path in paths]
    reading.files = [PathwayFile(pathway, file) for file, pathway in filter(None, read)]
    if words:
        reading.vocabularies = words[1]
        reading.faults.extend(pathway_faults(reading.files, words[1]))
    return reading
