"""Proposed changes of entries: written, sent, decided by the partnership, and taken back."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions.applying import take_back
from tideturn.engines.directory.actions.concealing import conceal
from tideturn.engines.directory.actions.saying import our_record, say
from tideturn.engines.directory.actions.stewarding import give_to_proposer
from tideturn.engines.directory.actions.telling import tell_deciders, tell_proposer
from tideturn.engines.directory.describing import describing
from tideturn.engines.directory.errors import EditDecided, EditNotFound, NothingChanged, TellsWhere
from tideturn.engines.directory.listing import rows_of
from tideturn.engines.directory.models import OUR_OWN, Edit, Listing, Service
from tideturn.engines.directory.ours import OURS_FIELD
from tideturn.engines.directory.postcodes import may_tell_where
from tideturn.engines.directory.withholding import Scrubber, withhold
from tideturn.engines.directory.words import EditState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit

UNDECIDED = (EditState.DRAFT, EditState.WAITING)


@transaction.atomic
def draft(
    *, content: Mapping[str, Any], why: str, by: Actor, service: Service | None = None, conceals: bool = False
) -> Edit:
    """Write a change down, seen by its agency alone; raise NothingChanged, or TellsWhere for a confidential place."""
    check_permission(by, Permission.DIRECTORY_EDIT)
    if not content and not conceals:
        raise NothingChanged
    left, words = dict(content), why
    if conceals or (service is not None and service.is_confidential):
        left, words = _without_place(content, why, service)
    edit = Edit.objects.create(
        service=service,
        new_id=None if service else uuid.UUID(str(content["id"])),
        name=str(left.get("name") or (service.name if service else "")),
        agency_id=by.agency_id or "",
        areas=sorted(_areas(service, left, by)),
        content=left,
        conceals=conceals,
        why=words,
        proposer_id=by.user_id,
        proposed_by=by.name[:200],
    )
    _write_down(edit, "directory.edit-written", by)
    return edit


@transaction.atomic
def send(*, edit_id: uuid.UUID, by: Actor) -> Edit:
    """Let a change wait for the partnership, and tell whoever decides there; only the agency that wrote it may."""
    edit = _own(edit_id, by, EditState.DRAFT)
    edit.state, edit.sent_at = EditState.WAITING, timezone.now()
    edit.save(update_fields=["state", "sent_at"])
    tell_deciders(edit)
    _write_down(edit, "directory.edit-sent", by)
    return edit


@transaction.atomic
def drop(*, edit_id: uuid.UUID, by: Actor) -> Edit:
    """Throw a change away that nobody has decided about; only the agency that wrote it may."""
    edit = _own(edit_id, by, *UNDECIDED)
    return _decided(edit, EditState.DROPPED, by, "directory.edit-dropped")


@transaction.atomic
def approve(*, edit_id: uuid.UUID, by: Actor) -> Edit:
    """Bring a change into the directory as what our own source says, checked today by whoever approves it."""
    edit = _to_decide(edit_id, by)
    today = timezone.localdate().isoformat()
    said = {**edit.content, "assured_date": today}
    edit.brought_by = say(service_id=edit.about, content=said, name=f"change {edit.pk}", by=by)
    edit.service_id = edit.about
    edit.save(update_fields=["brought_by", "service"])
    if edit.new_id is not None:
        give_to_proposer(edit, by=by)
    if edit.conceals:
        conceal(service_id=edit.about, by=by)
    return _decided(edit, EditState.APPROVED, by, "directory.edit-approved")


@transaction.atomic
def refuse(*, edit_id: uuid.UUID, answer: str, by: Actor) -> Edit:
    """Refuse a change with a word to whoever proposed it."""
    edit = _to_decide(edit_id, by)
    edit.answer = answer
    edit.save(update_fields=["answer"])
    return _decided(edit, EditState.REFUSED, by, "directory.edit-refused")


@transaction.atomic
def take_back_edit(*, edit_id: uuid.UUID, by: Actor) -> Edit:
    """Take an approved change back; raise EditDecided where something newer was said of the service."""
    edit = _decidable(edit_id, by, EditState.APPROVED)
    record = our_record(edit.about)
    if edit.brought_by is None or record is None or record.version is None:
        raise EditDecided(EditState(edit.state).label)
    if record.version.brought_by_id != edit.brought_by_id:
        raise EditDecided("followed by a newer word, and")
    take_back(edit.brought_by, by=by)
    edit.refresh_from_db()
    return _decided(edit, EditState.TAKEN_BACK, by, "directory.edit-taken-back")


def _without_place(content: Mapping[str, Any], why: str, service: Service | None) -> tuple[dict[str, Any], str]:
    """Return what was written without what tells where a confidential place is; raise TellsWhere for what is left."""
    known = withhold(service.document if service else {}, is_confidential=True)
    hidden = withhold(content, known=known.places, is_confidential=True)
    scrub = Scrubber(known.secrets | hidden.secrets)
    left, words = scrub(hidden.content), str(scrub(why))
    if may_tell_where({"content": left, "why": words}):
        raise TellsWhere
    return left, words


def _areas(service: Service | None, content: Mapping[str, Any], by: Actor) -> set[str]:
    """Return the areas whose partnership decides: where the service is, else those of whoever proposes it."""
    if service is not None:
        found = set(Listing.objects.filter(service=service).values_list("area", flat=True))
    else:
        found = {row.area for row in rows_of(OUR_OWN, uuid.UUID(content["id"]), content, surroundings=describing())}
    return found - {""} or set(keeping.areas_of(by.agency_id))


def _own(edit_id: uuid.UUID, by: Actor, *states: EditState) -> Edit:
    edit = Edit.objects.select_for_update().filter(pk=edit_id, agency_id=by.agency_id).first()
    return _in_state(edit, states)


def _to_decide(edit_id: uuid.UUID, by: Actor) -> Edit:
    """Return a change that somebody decides about: one that waits, or one of their own not sent to anybody."""
    return _decidable(edit_id, by, *UNDECIDED)


def _decidable(edit_id: uuid.UUID, by: Actor, *states: EditState) -> Edit:
    check_permission(by, Permission.DIRECTORY_APPROVE)
    edit = Edit.objects.select_for_update().filter(pk=edit_id).first()
    if edit is not None and not keeping.decides(edit, by):
        raise EditNotFound
    if edit is not None and edit.state == EditState.DRAFT and edit.agency_id != by.agency_id:
        raise EditNotFound
    return _in_state(edit, states)


def _in_state(edit: Edit | None, states: tuple[EditState, ...]) -> Edit:
    if edit is None:
        raise EditNotFound
    if edit.state not in states:
        raise EditDecided(EditState(edit.state).label)
    return edit


def _decided(edit: Edit, state: EditState, by: Actor, action: str) -> Edit:
    edit.state, edit.decided_at, edit.decided_by = state, timezone.now(), by.name[:200]
    edit.save(update_fields=["state", "decided_at", "decided_by"])
    if edit.proposer_id != by.user_id:
        tell_proposer(edit)
    _write_down(edit, action, by)
    return edit


def _write_down(edit: Edit, action: str, by: Actor) -> None:
    """Write down which fields, and never what stands in them: an address may have to go out of everything kept."""
    fields = sorted({*edit.content, *edit.content.get(OURS_FIELD, {})} - {OURS_FIELD})
    detail = {"edit": str(edit.pk), "fields": fields, "conceals": edit.conceals}
    audit.record(actor=by, action=action, kind="directory-service", subject=edit.about, detail=detail)
