"""The organisations of a pack, as the table of names that reading needs."""

import os
from functools import cache
from pathlib import Path

from tideturn.methods.reading.owners import Organisation, Organisations

_DEFAULT = Path(__file__).resolve().parents[3] / "packs" / "scotland"


@cache
def pack_organisations() -> Organisations:
    """Return the names and aliases of the pack in TIDETURN_PACK, or none where the pack has no such file."""
    path = Path(os.environ.get("TIDETURN_PACK") or _DEFAULT) / "organisations.yaml"
    if not path.is_file():
        return Organisations()
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader in either case
    return Organisations(tuple(_organisation(entry) for entry in content["organisations"]))


def _organisation(entry: dict[str, object]) -> Organisation:
    aliases = entry.get("aliases") or ()
    assert isinstance(aliases, list | tuple)  # noqa: S101
    return Organisation(str(entry["name"]), bool(entry.get("generic")), tuple(str(alias) for alias in aliases))
