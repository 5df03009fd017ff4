"""The pathway files of one folder, read and checked against one another."""

from dataclasses import dataclass, field
from pathlib import Path

from tideturn.packs.errors import PackFault, PackFaults, PackFileMissing
from tideturn.packs.pathway_faults import PathwayFile, pathway_faults
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.schema.vocabulary import Vocabularies
from tideturn.packs.yaml_file import Model, YamlFile


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
    words = _noted(reading, folder / "vocabularies.yaml", Vocabularies)
    read = [_noted(reading, path, Pathway) for path in paths]
    reading.files = [PathwayFile(pathway, file) for file, pathway in filter(None, read)]
    if words:
        reading.vocabularies = words[1]
        reading.faults.extend(pathway_faults(reading.files, words[1]))
    return reading


def _noted(reading: PathwayReading, path: Path, model: type[Model]) -> tuple[YamlFile, Model] | None:
    try:
        file = YamlFile.read(path)
        return file, file.as_model(model)
    except PackFaults as error:
        reading.faults.extend(error.faults)
    except PackFault as error:
        reading.faults.append(error)
    except PackFileMissing:
        reading.faults.append(PackFault(path, 1, "there is no such file", "Pathways name its words: write it."))
    return None
