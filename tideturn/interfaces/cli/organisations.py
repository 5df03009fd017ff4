"""The organisations of the pack in use, as the table of names that reading needs."""

from functools import cache

from tideturn.methods.reading.owners import Organisation, Organisations
from tideturn.packs.errors import PackFileMissing
from tideturn.packs.loading import load_organisations


@cache
def pack_organisations() -> Organisations:
    """Return the names and aliases of the pack in use; where it has none, owners stay as they are written."""
    try:
        entries = load_organisations()
    except PackFileMissing:
        return Organisations()
    return Organisations(tuple(Organisation(entry.name, entry.generic, entry.aliases) for entry in entries))
