"""Every fault of a pack's pathways that their schema cannot see, each with file, line and remedy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tideturn.packs.errors import PackFault
from tideturn.packs.pathway_checks.clocks import clock_faults
from tideturn.packs.pathway_checks.doubles import double_ids
from tideturn.packs.pathway_checks.moves import move_faults
from tideturn.packs.pathway_checks.names import unknown_names
from tideturn.packs.pathway_checks.roads import road_faults
from tideturn.packs.pathway_checks.silence import silent_stages
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.schema.vocabulary import Vocabularies
from tideturn.packs.yaml_file import YamlFile


@dataclass(frozen=True)
class PathwayFile:
    """A pathway, and the file it was read from."""

    pathway: Pathway
    file: YamlFile


def pathway_faults(files: Sequence[PathwayFile], vocabularies: Vocabularies) -> Iterator[PackFault]:
    """Yield the faults of each pathway, then what two of them have in common and may not."""
    for item in files:
        yield from _faults_of(item.pathway, item.file, vocabularies)
    yield from _prefix_clashes(files)


def _faults_of(pathway: Pathway, file: YamlFile, vocabularies: Vocabularies) -> Iterator[PackFault]:
    if file.path.stem != pathway.id:
        said = f"the file is named {file.path.name} and its id is “{pathway.id}”"
        yield file.fault(("id",), said, "Make them alike.")
    if not pathway.may_start.agency_kinds and not pathway.may_start.self:
        yield file.fault(("may_start",), "nobody may start this pathway", "Name kinds of agency, or write self: true.")
    astray = [*double_ids(pathway, file), *unknown_names(pathway, file, vocabularies)]
    yield from astray
    yield from move_faults(pathway, file)
    if not astray:  # a misspelt stage would be told again as a stage that cannot be reached
        astray = list(road_faults(pathway, file))
        yield from astray
        yield from clock_faults(pathway, file)
    if not astray:
        yield from silent_stages(pathway, file)


def _prefix_clashes(files: Sequence[PathwayFile]) -> Iterator[PackFault]:
    owners: dict[str, str] = {}
    for item in files:
        prefix = item.pathway.reference_prefix
        owner = owners.setdefault(prefix, item.pathway.id)
        if owner != item.pathway.id:
            said = f"references of “{owner}” begin with {prefix} already"
            yield item.file.fault(("reference_prefix",), said, "Choose letters that no other pathway uses.")
