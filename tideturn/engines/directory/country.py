"""What the pack in use says of its directory, read once."""

from functools import lru_cache
from pathlib import Path

from tideturn.packs.loading import load_directory, pack_folder
from tideturn.packs.schema.directory_content import DirectoryContent


def country() -> DirectoryContent:
    """Return the words, places, partnerships and ages of the pack in use."""
    return country_in(pack_folder())


@lru_cache(maxsize=4)
def country_in(folder: Path) -> DirectoryContent:
    """Return those of the pack in a folder."""
    return load_directory(folder)
