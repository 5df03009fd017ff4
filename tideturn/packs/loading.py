"""Read a pack's folder into frozen objects; called once when the program starts."""

import os
import sys
from functools import lru_cache
from pathlib import Path

from tideturn.packs.area_files import read_areas
from tideturn.packs.directory.files import read_directory
from tideturn.packs.doubles import double_faults
from tideturn.packs.errors import DirectoryMissing, PackError, PackFault, PackFaults, PackFileMissing
from tideturn.packs.pathway_files import read_pathways
from tideturn.packs.references import broken_references
from tideturn.packs.schema.directory_content import DirectoryContent
from tideturn.packs.schema.document import Documents
from tideturn.packs.schema.edition import Editions
from tideturn.packs.schema.link import Links
from tideturn.packs.schema.looking import Looking
from tideturn.packs.schema.organisation import Organisation, Organisations
from tideturn.packs.schema.pack import Pack, PackDescription
from tideturn.packs.schema.plan import Plan
from tideturn.packs.schema.theme import Themes
from tideturn.packs.schema.timescale import Timescales
from tideturn.packs.yaml_file import Model, YamlFile

REPOSITORY = Path(__file__).resolve().parents[2]
INSTALLED = Path(sys.prefix) / "share" / "tideturn"


def pack_folder() -> Path:
    """Return the folder of the pack in use: TIDETURN_PACK, else the Scottish one.

    A relative name is looked for in the repository, and where there is none, where an installation put the packs.
    """
    return _folder_called(os.environ.get("TIDETURN_PACK") or "packs/scotland")


@lru_cache
def _folder_called(chosen: str) -> Path:
    in_repository, installed = REPOSITORY / chosen, INSTALLED / chosen
    return (installed if installed.is_dir() and not in_repository.is_dir() else in_repository).resolve()


def load_organisations(folder: Path | None = None) -> tuple[Organisation, ...]:
    """Return the organisations of a pack without reading the rest of it."""
    path = (folder or pack_folder()) / "organisations.yaml"
    return YamlFile.read(path).as_model(Organisations).organisations


def load_directory(folder: Path | None = None) -> DirectoryContent:
    """Return what a pack says about its directory of help, without its plans and pathways; each folder is read once.

    Raises every fault found in it, or that the pack has none.
    """
    return _directory_of(folder or pack_folder())


@lru_cache
def _directory_of(folder: Path) -> DirectoryContent:
    description = YamlFile.read(folder / "pack.yaml").as_model(PackDescription)
    areas = read_areas(folder, description.time_zone)
    directory = read_directory(folder, areas.register)
    if areas.faults or directory.faults:
        raise PackFaults([*areas.faults, *directory.faults])
    if directory.content is None:
        raise DirectoryMissing(folder)
    return directory.content


def load_pack(folder: Path | None = None) -> Pack:
    """Return a whole pack, or raise every fault found, each with file, line and remedy."""
    folder = folder or pack_folder()
    reading = _Reading(folder)
    description = reading.model("pack.yaml", PackDescription)
    organisations = reading.model("organisations.yaml", Organisations)
    documents = reading.model("documents.yaml", Documents)
    timescales = reading.model("timescales.yaml", Timescales)
    links = reading.model("lineage.yaml", Links)
    plans = [reading.model(f"plans/{path.name}", Plan) for path in sorted((folder / "plans").glob("*.yaml"))]
    has_editions = (folder / "editions.yaml").is_file()
    editions = reading.model("editions.yaml", Editions) if has_editions else None
    if (folder / "looking.yaml").is_file():
        reading.model("looking.yaml", Looking)
    themes = reading.model("themes.yaml", Themes) if (folder / "themes.yaml").is_file() else None
    pathways = read_pathways(folder)
    reading.faults.extend(pathways.faults)
    areas = read_areas(folder, description.time_zone) if description else None
    reading.faults.extend(areas.faults if areas else ())
    directory = read_directory(folder, areas.register if areas else None)
    reading.faults.extend(directory.faults)
    reading.raise_faults()
    if not (description and areas and areas.register and organisations and documents and timescales and links):
        raise PackError(f"{folder}: the pack could not be read. Check its files against packs/README.md.")
    pack = Pack(
        folder=folder,
        description=description,
        organisations=organisations.organisations,
        documents=documents.documents,
        timescale_rules=dict(timescales.rules),
        plans=tuple(sorted((plan for plan in plans if plan), key=lambda plan: (plan.published, plan.id))),
        links=links.links,
        editions=editions.editions if editions else (),
        pathways=pathways.pathways,
        places=areas.register,
        directory=directory.content,
        themes=themes.themes if themes else (),
    )
    reading.faults.extend(_misnamed_plan_files(pack, reading))
    reading.raise_faults()
    reading.faults.extend(broken_references(pack, reading.files))
    reading.raise_faults()
    reading.faults.extend(double_faults(pack, reading.files))
    reading.raise_faults()
    return pack


class _Reading:
    """The files read so far, and the faults found in them."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise PackFileMissing(folder)
        self.folder = folder
        self.files: dict[Path, YamlFile] = {}
        self.faults: list[PackFault] = []

    def model(self, name: str, model: type[Model]) -> Model | None:
        """Return one file as its model, or note its faults and return nothing."""
        path = self.folder / name
        try:
            file = self.files[path] = YamlFile.read(path)
            return file.as_model(model)
        except PackFaults as error:
            self.faults.extend(error.faults)
        except PackFault as error:
            self.faults.append(error)
        return None

    def raise_faults(self) -> None:
        """Raise what was noted, if anything was."""
        if self.faults:
            raise PackFaults(self.faults)


def _misnamed_plan_files(pack: Pack, reading: _Reading) -> list[PackFault]:
    names = {plan.id for plan in pack.plans}
    return [
        file.fault(("id",), f"the file is named {path.name} and its id is “{file.content['id']}”", "Make them alike.")
        for path, file in reading.files.items()
        if path.parent.name == "plans" and path.stem not in names
    ]


__all__ = ["PackError", "load_directory", "load_organisations", "load_pack", "pack_folder"]
