"""Checks that every name in a pack points at something that is there."""

from collections.abc import Iterator
from pathlib import Path

from tideturn.packs.errors import PackFault
from tideturn.packs.schema.pack import Pack
from tideturn.packs.schema.plan import Commitment, Plan
from tideturn.packs.yaml_file import YamlFile

Files = dict[Path, YamlFile]


def broken_references(pack: Pack, files: Files) -> Iterator[PackFault]:
    """Yield a fault for each name that resolves to nothing, and for each id used twice."""
    yield from _organisation_faults(pack, files)
    yield from _document_faults(pack, files)
    for plan in pack.plans:
        yield from _plan_faults(pack, plan, files[pack.folder / "plans" / f"{plan.id}.yaml"])
    yield from _link_faults(pack, files)
    yield from _edition_faults(pack, files)
    yield from _theme_faults(pack, files)
    yield from _partnership_faults(pack, files)


def _organisation_faults(pack: Pack, files: Files) -> Iterator[PackFault]:
    file = files[pack.folder / "organisations.yaml"]
    ids = {item.id for item in pack.organisations}
    seen: set[str] = set()
    for index, item in enumerate(pack.organisations):
        for name in {item.id, item.name, *item.aliases}:
            if name in seen:
                yield file.fault(("organisations", index), f"“{name}” is used twice", "Names and ids are unique.")
            seen.add(name)
        for successor in item.successors:
            if successor.id not in ids:
                yield file.fault(("organisations", index), f"successor “{successor.id}” is not in this file")


def _document_faults(pack: Pack, files: Files) -> Iterator[PackFault]:
    file = files[pack.folder / "documents.yaml"]
    plans = {plan.id for plan in pack.plans}
    for index, document in enumerate(pack.documents):
        if document.plan is not None and document.plan not in plans:
            yield file.fault(("documents", index, "plan"), f"there is no plan “{document.plan}”")
        if document.publisher not in pack.organisation_by_name:
            yield file.fault(
                ("documents", index, "publisher"), f"“{document.publisher}” is no organisation of organisations.yaml"
            )


def _plan_faults(pack: Pack, plan: Plan, file: YamlFile) -> Iterator[PackFault]:
    documents = {document.id for document in pack.documents}
    for name in (plan.publisher, *plan.made_by):
        if name not in pack.organisation_by_name:
            yield file.fault(("publisher",), f"“{name}” is no organisation of organisations.yaml")
    for document in plan.documents:
        if document not in documents:
            yield file.fault(("documents",), f"“{document}” is no document of documents.yaml")
    if plan.timescale_rules is not None and plan.timescale_rules not in pack.timescale_rules:
        yield file.fault(("timescale_rules",), f"“{plan.timescale_rules}” is no table of timescales.yaml")
    yield from _commitment_faults(pack, plan, file, documents)


def _commitment_faults(pack: Pack, plan: Plan, file: YamlFile, documents: set[str]) -> Iterator[PackFault]:
    sections = {section.id for section in plan.sections}
    seen: set[str] = set()
    for index, commitment in enumerate(plan.commitments):
        place = ("commitments", index)
        if commitment.id in seen:
            yield file.fault((*place, "id"), f"“{commitment.id}” is used twice", "Local ids are unique in a plan.")
        if commitment.parent is not None and commitment.parent not in seen:
            yield file.fault((*place, "parent"), f"“{commitment.parent}” does not stand above it in this plan")
        seen.add(commitment.id)
        if commitment.section is not None and commitment.section not in sections:
            yield file.fault((*place, "section"), f"there is no section “{commitment.section}”")
        for problem in _unknown_names(pack, commitment, documents):
            yield file.fault(place, problem)


def _unknown_names(pack: Pack, commitment: Commitment, documents: set[str]) -> Iterator[str]:
    people = [*commitment.owners, *commitment.others, *commitment.asked_of, *commitment.made_by]
    people += [commitment.acceptance.by] if commitment.acceptance and commitment.acceptance.by else []
    people += [position.by for position in commitment.positions if position.by]
    for name in people:
        if name not in pack.organisation_by_name:
            yield f"“{name}” is no organisation of organisations.yaml"
    people += [money.to for money in commitment.money if money.to]
    sources = [commitment.status.document] if commitment.status else []
    sources += [commitment.acceptance.document] if commitment.acceptance and commitment.acceptance.document else []
    sources += [position.document for position in commitment.positions if position.document]
    sources += [money.document for money in commitment.money if money.document]
    for document in sources:
        if document not in documents:
            yield f"“{document}” is no document of documents.yaml"


def _link_faults(pack: Pack, files: Files) -> Iterator[PackFault]:
    file = files[pack.folder / "lineage.yaml"]
    commitments = {commitment.id for plan in pack.plans for commitment in plan.commitments}
    seen: set[str] = set()
    for index, link in enumerate(pack.links):
        if link.id in seen:
            yield file.fault(("links", index, "id"), f"“{link.id}” is used twice", "Link ids are unique.")
        seen.add(link.id)
        for key, end in (("from", link.from_), ("to", link.to)):
            if end not in commitments:
                yield file.fault(("links", index, key), f"there is no commitment “{end}” in any plan")


def _edition_faults(pack: Pack, files: Files) -> Iterator[PackFault]:
    plans = {plan.id: {item.id for item in plan.commitments} for plan in pack.plans}
    documents = {document.id for document in pack.documents}
    for index, edition in enumerate(pack.editions):
        file, place = files[pack.folder / "editions.yaml"], ("editions", index)
        if edition.plan not in plans:
            yield file.fault((*place, "plan"), f"there is no plan “{edition.plan}”")
        if edition.document not in documents:
            yield file.fault((*place, "document"), f"“{edition.document}” is no document of documents.yaml")
        for local_id in edition.wordings:
            if local_id not in plans.get(edition.plan, set()):
                yield file.fault((*place, "wordings", local_id), f"there is no commitment “{local_id}” in the plan")


def _theme_faults(pack: Pack, files: Files) -> Iterator[PackFault]:
    sections = {(plan.id, section.id) for plan in pack.plans for section in plan.sections}
    for index, theme in enumerate(pack.themes):
        for number, named in enumerate(theme.sections):
            if (named.plan, named.section) not in sections:
                yield files[pack.folder / "themes.yaml"].fault(
                    ("themes", index, "sections", number),
                    f"the plan “{named.plan}” has no section “{named.section}”",
                    "Name a plan and one of its sections by their ids.",
                )


def _partnership_faults(pack: Pack, files: Files) -> Iterator[PackFault]:
    ids = {item.id for item in pack.organisations}
    for organisation in pack.directory.partnerships.organisations if pack.directory else ():
        if organisation not in ids:
            yield files[pack.folder / "organisations.yaml"].fault(
                ("organisations",), f"directory/partnerships.yaml names “{organisation}”, which is not in this file"
            )
