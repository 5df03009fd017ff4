"""Checks that nothing in a pack stands twice: the register would keep one of the two and lose the other in silence."""

from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.pack import Pack
from tideturn.packs.schema.plan import Commitment
from tideturn.packs.yaml_file import Place, YamlFile

Files = dict[Path, YamlFile]


def double_faults(pack: Pack, files: Files) -> Iterator[PackFault]:
    """Yield a fault for each thing that is written twice, at the second of the two."""
    yield from _doubles(
        files[pack.folder / "documents.yaml"], ("documents",), ((item.id, item.id) for item in pack.documents)
    )
    for table, rules in pack.timescale_rules.items():
        words = ((rule.word, rule.word) for rule in rules)
        yield from _doubles(files[pack.folder / "timescales.yaml"], ("rules", table), words)
    yield from _organisation_doubles(pack, files)
    yield from _plan_doubles(pack, files)
    joined = (
        ((link.from_, link.to, link.relation), f"{link.from_} {link.relation.value} {link.to}") for link in pack.links
    )
    yield from _doubles(files[pack.folder / "lineage.yaml"], ("links",), joined)


def _organisation_doubles(pack: Pack, files: Files) -> Iterator[PackFault]:
    file = files[pack.folder / "organisations.yaml"]
    for index, item in enumerate(pack.organisations):
        heirs = ((heir.id, heir.id) for heir in item.successors)
        yield from _doubles(file, ("organisations", index, "successors"), heirs)


def _plan_doubles(pack: Pack, files: Files) -> Iterator[PackFault]:
    elsewhere: dict[str, str] = {}
    for plan in pack.plans:
        file = files[pack.folder / "plans" / f"{plan.id}.yaml"]
        yield from _doubles(file, ("sections",), ((section.id, section.id) for section in plan.sections))
        for index, item in enumerate(plan.commitments):
            place = ("commitments", index)
            if elsewhere.setdefault(item.id, plan.id) != plan.id:
                problem = f"“{item.id}” is used in the plan “{elsewhere[item.id]}” too"
                yield file.fault((*place, "id"), problem, "Links name commitments by this id alone: choose another.")
            yield from _doubles(file, (*place, "money"), ((money.id, money.id) for money in item.money))
            dates = ((deadline.as_written, deadline.as_written) for deadline in item.deadlines)
            yield from _doubles(file, (*place, "deadlines"), dates)
            yield from _position_doubles(pack, item, file, place)


def _position_doubles(pack: Pack, item: Commitment, file: YamlFile, place: Place) -> Iterator[PackFault]:
    """Yield positions of one source on one day; the status printed in the plan's document is one of them."""
    titles = {document.id: document.title for document in pack.documents}
    seen = {(item.status.as_at, titles[item.status.document])} if item.status else set()
    for index, position in enumerate(item.positions):
        said = (position.on, position.source)
        if said in seen:
            problem = f"“{position.source}” says something of {position.on} already"
            yield file.fault((*place, "positions", index), problem, "Put both into one note, or name the source apart.")
        seen.add(said)


def _doubles(file: YamlFile, place: Place, named: Iterable[tuple[Hashable, str]]) -> Iterator[PackFault]:
    seen: set[Hashable] = set()
    for index, (identity, name) in enumerate(named):
        if identity in seen:
            yield file.fault((*place, index), f"“{name}” stands here twice", "Keep one of them.")
        seen.add(identity)
