"""Statements in words: what became of each, and what it would change."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.changes import Change
from tideturn.engines.plans.models import Statement
from tideturn.engines.plans.statements import Difference
from tideturn.engines.plans.words import StatementState
from tideturn.interfaces.design.area_names import area_name
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.plans import labels
from tideturn.interfaces.workspace.presenters.times import day_words, full_moment_words


@dataclass(frozen=True)
class StatementRow:
    """A statement in a list."""

    id: uuid.UUID
    href: str
    local_id: str
    title: str
    of: str
    said: str
    is_waiting: bool


def statement_rows(found: Iterable[Statement]) -> tuple[StatementRow, ...]:
    """Return statements as rows."""
    return tuple(
        StatementRow(
            id=one.pk,
            href=addresses.of("plans-statement", statement_id=one.pk),
            local_id=one.commitment.local_id,
            title=one.commitment.title,
            of=speaker_words(one),
            said=standing(one),
            is_waiting=one.state == StatementState.SUBMITTED,
        )
        for one in found
    )


def speaker_words(one: Statement) -> str:
    """Return who speaks, and of which area."""
    if not one.area_code:
        return one.speaker
    return _("%(who)s, of %(area)s") % {"who": one.speaker, "area": area_name(one.area_code)}


def standing(one: Statement) -> str:
    """Return who wrote a statement, when, and what became of it."""
    words = {
        StatementState.DRAFT: _("A draft of %(who)s, %(agency)s, kept on %(day)s; only your agency sees it"),
        StatementState.SUBMITTED: _("Handed in by %(who)s, %(agency)s, on %(day)s; waits to be published"),
        StatementState.RETURNED: _("Sent back to %(who)s by %(decider)s on %(day)s"),
        StatementState.PUBLISHED: _("Published by %(decider)s on %(day)s"),
        StatementState.DROPPED: _("Thrown away by %(decider)s on %(day)s"),
    }[StatementState(one.state)]
    at = {StatementState.DRAFT: one.changed_at, StatementState.SUBMITTED: one.submitted_at}.get(
        StatementState(one.state), one.decided_at
    )
    day = day_words(timezone.localtime(at or one.changed_at).date())
    return words % {"who": one.written_by, "agency": one.agency.name, "day": day, "decider": one.decided_by}


@dataclass(frozen=True)
class FieldChange:
    """One field that a statement changes: its name, what is held now, and what would be."""

    label: str
    now: str
    then: str


def field_changes(found: Iterable[Difference]) -> tuple[FieldChange, ...]:
    """Return what a statement changes, field by field."""
    return tuple(
        FieldChange(_label(one.field), words_of(one.field, one.now), words_of(one.field, one.then)) for one in found
    )


def _label(field: str) -> str:
    return {
        "status": _("How far it is"),
        "note": _("In words"),
        "stated_on": _("As it stood on"),
        "due_date": _("Due by"),
        "due_reason": _("Why the date changes"),
        "acceptance": _("Answer"),
        "acceptance_reason": _("The answer in words"),
        "condition": _("Condition"),
        "exhibits": _("Evidence"),
    }[field]


def words_of(field: str, value: object) -> str:
    """Return what a field says, in words; nothing for nothing."""
    if not value:
        return ""
    if isinstance(value, date):
        return day_words(value)
    if field == "condition":
        return _("No condition any more") if value == "no condition" else str(value)
    if field == "exhibits" and isinstance(value, Sequence):
        return "; ".join(exhibit["title"] for exhibit in value if isinstance(exhibit, Mapping))
    words = {"status": labels.status_words, "acceptance": labels.answer_words}.get(field, str)
    return str(words(str(value)))


@dataclass(frozen=True)
class ExhibitLine:
    """A piece of evidence of a statement."""

    number: int
    title: str
    href: str
    said: str


def exhibit_lines(one: Statement) -> tuple[ExhibitLine, ...]:
    """Return the evidence of a statement, each with where it can be looked at."""
    return tuple(_exhibit(one, number, exhibit) for number, exhibit in enumerate(one.exhibits))


def _exhibit(one: Statement, number: int, exhibit: Mapping[str, Any]) -> ExhibitLine:
    file_name = exhibit.get("file_name", "")
    href = exhibit.get("address") or addresses.of("plans-exhibit", statement_id=one.pk, number=number)
    said = [_("a file: %(name)s") % {"name": file_name} if file_name else "", _day_of(exhibit)]
    return ExhibitLine(number, str(exhibit["title"]), href, " · ".join(filter(None, said)))


def _day_of(exhibit: Mapping[str, Any]) -> str:
    dated = exhibit.get("dated")
    return _("of %(day)s") % {"day": day_words(date.fromisoformat(dated))} if dated else ""


@dataclass(frozen=True)
class ChangeLine:
    """Something that changed in the register."""

    at: str
    words: str
    reason: str


def change_lines(changes: Iterable[Change]) -> tuple[ChangeLine, ...]:
    """Return what changed in the register, in words, the latest first."""
    return tuple(
        ChangeLine(full_moment_words(one.at), labels.happened_words(one.concerns, one.did), one.reason)
        for one in changes
    )
