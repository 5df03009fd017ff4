"""Which looks into cases stand out in the country in use, without the rest of the pack."""

from functools import lru_cache
from pathlib import Path

from tideturn.packs.errors import PackFault, PackFaults
from tideturn.packs.loading import pack_folder
from tideturn.packs.noting import noted
from tideturn.packs.schema.looking import Looking

FILE = "looking.yaml"


def load_looking(folder: Path | None = None) -> Looking:
    """Return what a pack has looked for, or raise every fault in it; a pack without the file has nothing looked for."""
    return _read(folder or pack_folder())


@lru_cache
def _read(folder: Path) -> Looking:
    faults: list[PackFault] = []
    if not (folder / FILE).is_file():
        return Looking()
    found = noted(faults, folder / FILE, Looking, if_missing="Write it, or take it away whole.")
    if found is None:
        raise PackFaults(faults)
    return found[1]
