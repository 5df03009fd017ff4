"""Proposed changes in words: what is said now and by whom, and what would be said."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.directory.models import Edit
from tideturn.engines.directory.previewing import Difference, differences
from tideturn.engines.directory.words import EditState
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.directory.fields import label, lines
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class ChangeRow:
    """A change in a list."""

    id: uuid.UUID
    href: str
    name: str
    said: str
    is_waiting: bool


@dataclass(frozen=True)
class FieldChange:
    """One field of a change."""

    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    said_by: str
    note: str


def change_rows(edits: Iterable[Edit]) -> tuple[ChangeRow, ...]:
    """Return changes as rows."""
    return tuple(
        ChangeRow(
            id=edit.pk,
            href=addresses.of("directory-change", change_id=edit.pk),
            name=edit.name or _("Without a name"),
            said=standing(edit),
            is_waiting=edit.state == EditState.WAITING,
        )
        for edit in edits
    )


def standing(edit: Edit) -> str:
    """Return who proposed a change, when, and what became of it."""
    at = edit.decided_at or edit.sent_at or edit.made_at
    words = {
        EditState.DRAFT: _("Written by %(who)s of %(agency)s on %(day)s; not sent yet"),
        EditState.WAITING: _("Sent by %(who)s of %(agency)s on %(day)s; waits to be decided"),
        EditState.APPROVED: _("Approved by %(decider)s on %(day)s"),
        EditState.REFUSED: _("Refused by %(decider)s on %(day)s"),
        EditState.DROPPED: _("Thrown away by %(decider)s on %(day)s"),
        EditState.TAKEN_BACK: _("Taken back by %(decider)s on %(day)s"),
    }[EditState(edit.state)]
    day = day_words(timezone.localtime(at).date())
    return words % {"who": edit.proposed_by, "agency": edit.agency.name, "day": day, "decider": edit.decided_by}


def field_changes(edit: Edit) -> tuple[FieldChange, ...]:
    """Return what a change changes, field by field."""
    return tuple(map(_field_change, differences(edit)))


def _field_change(one: Difference) -> FieldChange:
    checked = lines("assured_date", one.checked_on)
    said_by = (
        ", ".join([one.said_by, *(_("checked on %(day)s") % {"day": day} for day in checked)]) if one.said_by else ""
    )
    still = _("%(source)s goes on saying this: what is left empty here is filled from there.")
    note = still % {"source": one.is_kept_by} if one.is_kept_by else ""
    return FieldChange(label(one.field), lines(one.field, one.old), lines(one.field, one.new), said_by, note)
