"""The country whose pack is in use, as every page names it; read once."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from tideturn.packs.loading import pack_folder
from tideturn.packs.schema.pack import PackDescription
from tideturn.packs.yaml_file import YamlFile


@lru_cache(maxsize=1)
def country() -> PackDescription:
    """Return what the pack says of its country: title, language, clock, and whether it is invented."""
    return YamlFile.read(pack_folder() / "pack.yaml").as_model(PackDescription)


def today() -> date:
    """Return today's date by the country's own clock."""
    return datetime.now(ZoneInfo(country().time_zone)).date()
