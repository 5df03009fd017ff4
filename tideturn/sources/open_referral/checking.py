"""Whether a feed keeps to the standard: every fault with its place, its field and a sentence with the remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.envelopes import faults_of_api, faults_of_page
from tideturn.sources.open_referral.feed import Feed, Finding, Form, Format
from tideturn.sources.open_referral.hanging import EMBEDDED, ROOTS, nested_fields, references
from tideturn.sources.open_referral.limits import MOST_FINDINGS
from tideturn.sources.open_referral.nodes import AS_GIVEN
from tideturn.sources.open_referral.relations import Relations
from tideturn.sources.open_referral.standard import Field, fields_of, required_in_tables
from tideturn.sources.open_referral.standard_hsds import HSDS
from tideturn.sources.open_referral.values import Fault, fault_of_type, faults_of_value, is_plain
from tideturn.sources.tabular.errors import shown

# Addresses that a feed of Open Referral UK need not offer; what is wrong there is no fault of the feed.
OPTIONAL_IN_UK = (Kind.TAXONOMY, Kind.TAXONOMY_TERM)
# The standard says of an item of a list only its plain fields, and what it names; lists in it belong to the object when
# it is asked for alone.
LISTS = frozenset(name for kind in HSDS for name, field in nested_fields(kind).items() if field.type == "list")


def check(feed: Feed) -> tuple[Finding, ...]:
    """Return every fault of a feed, taking its entities; raises FeedRefused where it cannot be read on.

    An error breaks the standard (a type, something required, a closed list); a warning is what the schemas let pass
    and a reader stumbles over: formats, odd values, ids that stand twice, names of what is not there. What a standard
    of today requires and an older one did not know is a warning too.
    """
    checker: Checker | None = None
    found: list[Finding] = []
    for entity in feed.entities:
        checker = checker or Checker(feed.form)
        found += checker.see(entity)
        if len(found) >= MOST_FINDINGS:
            said = f"more than {MOST_FINDINGS:,} faults were found, and no more were looked for; mend these first."
            return (*found, Finding("The feed", "", "error", said))
    if checker is None:
        said = "holds nothing at all; ask the publisher whether that is right."
        found.append(Finding("The feed", "", "warning", said))
    else:
        found += checker.at_the_end(feed.form)
    return (*feed.problems, *found)


class Checker:
    """Checks entities one by one as a feed is read, and the feed once it has been."""

    def __init__(self, form: Form) -> None:
        self._format = form.format
        self._standard = Format.ORUK_JSON if form.format is Format.ORUK_JSON else Format.HSDS_JSON
        is_old_table = form.format is Format.HSDS_TABULAR and not form.version.startswith("3")
        self._is_today = not (is_old_table or form.format in (Format.OHANA_CSV, Format.MAPPED_TABLE))
        self._relations = Relations()

    def see(self, entity: Entity) -> Iterator[Finding]:
        """Yield the faults of an entity."""
        yield from self._relations.see(entity)
        if entity.kind is Kind.API:
            for field, fault in faults_of_api(entity.content):
                yield _finding(entity.place, field, fault)
        elif entity.kind is Kind.UNLINKED:
            yield Finding(entity.place, "", "warning", _unlinked(entity))
        else:
            node = _Node(entity.kind, entity.content, "", entity.place, entity.is_row)
            for field, (severity, said) in self._faults(node):
                is_grave = severity == "error" and self._is_grave(entity, field)
                yield Finding(entity.place, field, "error" if is_grave else "warning", said)

    def at_the_end(self, form: Form) -> Iterator[Finding]:
        """Yield the faults that only the whole feed shows."""
        yield from self._relations.at_the_end()
        for member in form.members:
            for field, fault in faults_of_page(member, self._relations.counts[member.name]):
                yield _finding(member.name, field, fault)

    def _is_grave(self, entity: Entity, field: str) -> bool:
        """Return whether what breaks the standard in a field is laid to the feed."""
        if self._format is Format.ORUK_JSON and entity.kind in OPTIONAL_IN_UK:
            return False
        if entity.is_item and ("[" in field or field.rpartition(".")[2] in LISTS):
            return False
        return self._is_today

    def _faults(self, node: "_Node") -> Iterator[tuple[str, Fault]]:
        fields = fields_of(self._standard, node.kind)
        if fields is None or not self._is_judged(node):
            return
        self._relations.note(node.kind, node.content, node.place)
        for name in fields.required:
            if name not in node.content:
                yield node.path(name), ("error", f"{name} is missing; every {node.kind} must have one.")
        if node.is_row and self._is_today:
            yield from self._missing_in_row(node)
        for name, value in node.content.items():
            field = fields.by_name.get(name)
            # Most of what a feed holds is plain text, which nothing can be wrong with.
            if field is not None and not (is_plain(field) and type(value) is str):
                yield from self._faults_of(node, field, value)

    def _faults_of(self, node: "_Node", field: Field, value: Any) -> Iterator[tuple[str, Fault]]:
        fault = fault_of_type(field, value, is_cell=node.is_row)
        if fault is not None:
            yield node.path(field.name), fault
        elif field.holds:
            yield from self._inside(node, field.name, field.holds, value)
        elif field.format != "uuid" or self._is_today:
            yield from ((node.path(field.name), found) for found in faults_of_value(field, value))

    def _is_judged(self, node: "_Node") -> bool:
        """Return whether a node is said anything about: not what stands in a table of its own, nor what we made."""
        if not node.is_row or not node.at:
            return True
        return node.kind not in ROOTS and (self._is_today or AS_GIVEN in node.content)

    def _inside(self, node: "_Node", name: str, kind: str, value: Any) -> Iterator[tuple[str, Fault]]:
        if isinstance(value, Mapping):
            yield from self._faults(_Node(kind, value, node.path(name), node.place, node.is_row))
            return
        for number, item in enumerate(value):
            path = f"{node.path(name)}[{number}]"
            if isinstance(item, Mapping):
                yield from self._faults(_Node(kind, item, path, node.place, node.is_row))
            else:
                yield path, ("error", f"{name} must hold objects with fields; write each as an object.")

    def _missing_in_row(self, node: "_Node") -> Iterator[tuple[str, Fault]]:
        """Yield what a row does not name, or names and is not there."""
        for column in required_in_tables(self._format, node.kind):
            if node.content.get(column, "") == "":
                yield node.path(column), ("error", f"{column} is empty; a row must name what it belongs to.")
        for column, (named, field) in EMBEDDED.get(node.kind, {}).items():
            id_ = node.content.get(column, "")
            if id_ != "" and field not in node.content:
                said = f"{column} names the {named} {shown(id_)}, which is not in the feed; add it or mend the id."
                yield node.path(column), ("warning", said)


@dataclass(frozen=True)
class _Node:
    kind: str
    content: Mapping[str, Any]
    at: str
    place: str
    is_row: bool

    def path(self, name: str) -> str:
        return f"{self.at}.{name}" if self.at else name


def _unlinked(entity: Entity) -> str:
    columns = [c for c in (*_reference_columns(), "link_id", "resource_id") if entity.content.get(c)]
    if not columns:
        return "belongs to nothing that the feed holds; it is kept and not shown. Say what it belongs to."
    named = " and ".join(f"{column} {shown(entity.content[column])}" for column in columns)
    return f"names {named}, which the feed does not hold; it is kept and not shown. Add that, or mend the id."


def _reference_columns() -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for kind in ("phone", "contact", "schedule") for column in references(kind)))


def _finding(place: str, field: str, fault: Fault) -> Finding:
    return Finding(place, field, fault[0], fault[1])
