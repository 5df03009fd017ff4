"""The areas of the pack in use and their calendars, without the rest of the pack."""

from functools import lru_cache
from pathlib import Path

from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.packs.area_files import read_areas
from tideturn.packs.errors import PackFaults
from tideturn.packs.loading import pack_folder
from tideturn.packs.schema.area_register import AreaRegister
from tideturn.packs.schema.pack import PackDescription
from tideturn.packs.yaml_file import YamlFile


def load_areas(folder: Path | None = None) -> AreaRegister:
    """Return the areas of a pack, or raise every fault in them; each folder is read once."""
    return _read(folder or pack_folder())


def calendar_of(area_code: str, folder: Path | None = None) -> WorkingCalendar:
    """Return the calendar of an area or board of a pack."""
    return load_areas(folder).calendar_of(area_code)


@lru_cache
def _read(folder: Path) -> AreaRegister:
    description = YamlFile.read(folder / "pack.yaml").as_model(PackDescription)
    reading = read_areas(folder, description.time_zone)
    if reading.register is None:
        raise PackFaults(reading.faults)
    return reading.register
