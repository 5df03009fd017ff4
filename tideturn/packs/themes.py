"""The themes of the country in use, without the rest of the pack."""

from functools import lru_cache
from pathlib import Path

from tideturn.packs.errors import PackFault, PackFaults
from tideturn.packs.loading import pack_folder
from tideturn.packs.noting import noted
from tideturn.packs.schema.theme import Theme, Themes

FILE = "themes.yaml"


def load_themes(folder: Path | None = None) -> tuple[Theme, ...]:
    """Return the themes of a pack in its order, or raise every fault in them; a pack without the file has none."""
    return _read(folder or pack_folder()).themes


@lru_cache
def _read(folder: Path) -> Themes:
    faults: list[PackFault] = []
    if not (folder / FILE).is_file():
        return Themes()
    found = noted(faults, folder / FILE, Themes, if_missing="Write it, or take it away whole.")
    if found is None:
        raise PackFaults(faults)
    return found[1]
