"""Reading one file of a pack without stopping at its faults: they are noted, so that all are told at once."""

from pathlib import Path

from tideturn.packs.errors import PackFault, PackFaults, PackFileMissing
from tideturn.packs.yaml_file import Model, YamlFile


def noted(faults: list[PackFault], path: Path, model: type[Model], *, if_missing: str) -> tuple[YamlFile, Model] | None:
    """Return a file and what it says, or note its faults and return nothing; `if_missing` says what to do then."""
    try:
        file = YamlFile.read(path)
        return file, file.as_model(model)
    except PackFaults as error:
        faults.extend(error.faults)
    except PackFault as error:
        faults.append(error)
    except PackFileMissing:
        faults.append(PackFault(path, 1, "not found", if_missing))
    return None
