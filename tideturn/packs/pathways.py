"""The pathways of the pack in use, and the words they are written with, without the rest of the pack."""

from functools import lru_cache
from pathlib import Path

from tideturn.packs.errors import PackFaults, PackFileMissing
from tideturn.packs.loading import pack_folder
from tideturn.packs.pathway_files import PathwayReading, read_pathways
from tideturn.packs.schema.pathway import Pathway, find_pathway
from tideturn.packs.schema.vocabulary import Vocabularies


def load_pathways(folder: Path | None = None) -> tuple[Pathway, ...]:
    """Return the pathways of a pack by id, or raise every fault in them; each folder is read once."""
    return _read(folder or pack_folder()).pathways


def load_pathway(pathway_id: str, folder: Path | None = None) -> Pathway:
    """Return one pathway, or raise a sentence that says which there are."""
    return find_pathway(load_pathways(folder), pathway_id)


def load_vocabularies(folder: Path | None = None) -> Vocabularies:
    """Return the agency kinds and purposes of a pack."""
    folder = folder or pack_folder()
    vocabularies = _read(folder).vocabularies
    if vocabularies is None:
        raise PackFileMissing(folder / "vocabularies.yaml")
    return vocabularies


@lru_cache
def _read(folder: Path) -> PathwayReading:
    reading = read_pathways(folder)
    if reading.faults:
        raise PackFaults(reading.faults)
    return reading
