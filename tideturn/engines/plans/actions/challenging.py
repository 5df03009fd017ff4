"""Ask an owner, answer, and say whether the answer will do; and say when a body meets."""

import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans import scrutiny
from tideturn.engines.plans.actions.judging import judging_body
from tideturn.engines.plans.actions.telling import tell_asker, tell_owners
from tideturn.engines.plans.errors import ChallengeRefused, MeetingHeld, NotYours, OwnBody
from tideturn.engines.plans.models import Challenge, Commitment, Meeting
from tideturn.engines.plans.own_work import is_own_work
from tideturn.engines.plans.speaking import owning_bodies
from tideturn.engines.plans.words import ChallengeOutcome
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def ask(*, commitment: Commitment, body_id: str, asks: str, meeting: Meeting | None = None, by: Actor) -> Challenge:
    """Ask those who own a commitment as a body that scrutinises, for a meeting where one is named, and tell them."""
    check_permission(by, Permission.PLANS_REVIEW)
    body = judging_body(body_id, by)
    if is_own_work(commitment, by):
        raise OwnBody
    if meeting is not None and meeting.agency_id != by.agency_id:
        raise NotYours
    made = Challenge.objects.create(
        commitment=commitment, agency_id=by.agency_id or "", organisation=body, meeting=meeting, asks=asks,
        asked_by=by.name[:200],
    )  # fmt: skip
    made.refresh_from_db()
    tell_owners(made)
    _write_down(made, "plans.owner-asked", by, before=None, after=asks)
    return made


@transaction.atomic
def answer(*, challenge_id: uuid.UUID, words: str, by: Actor) -> Challenge:
    """Answer a question for an owner, in the place of an earlier answer, and tell whoever asked.

    Raise ChallengeRefused once it is closed.
    """
    check_permission(by, Permission.PLANS_EDIT)
    held = _held(challenge_id, by)
    if held.closed_at is not None:
        raise ChallengeRefused(_("This question is closed. Whoever asked may ask anew."))
    body = owning_bodies(held.commitment, by).first()
    if body is None:
        raise NotYours
    before = held.answer
    held.answer, held.answered_by, held.answered_for, held.answered_at = words, by.name[:200], body, timezone.now()
    held.save(update_fields=["answer", "answered_by", "answered_for", "answered_at"])
    tell_asker(held)
    _write_down(held, "plans.owner-answered", by, before=before, after=words)
    return held


@transaction.atomic
def close(*, challenge_id: uuid.UUID, outcome: ChallengeOutcome, words: str = "", by: Actor) -> Challenge:
    """Say whether an answer will do; raise ChallengeRefused for one that was never given, unless it is withdrawn."""
    check_permission(by, Permission.PLANS_REVIEW)
    held = _held(challenge_id, by)
    if held.agency_id != by.agency_id:
        raise NotYours
    if held.closed_at is not None:
        raise ChallengeRefused(_("This question is closed already. Ask anew if it is not settled."))
    if outcome == ChallengeOutcome.SATISFIED and held.answered_at is None:
        raise ChallengeRefused(_("Nobody has answered it, so nobody can be satisfied. Choose another outcome."))
    held.outcome, held.closing_words, held.closed_at = outcome, words, timezone.now()
    held.save(update_fields=["outcome", "closing_words", "closed_at"])
    _write_down(held, "plans.question-closed", by, before=None, after=outcome.value, why=words)
    return held


@transaction.atomic
def carry_over(*, challenge_id: uuid.UUID, meeting: Meeting, by: Actor) -> Challenge:
    """Put a question on another meeting of one's own."""
    check_permission(by, Permission.PLANS_REVIEW)
    held = _held(challenge_id, by)
    if held.agency_id != by.agency_id or meeting.agency_id != by.agency_id:
        raise NotYours
    before = held.meeting and held.meeting.held_on
    held.meeting = meeting
    held.save(update_fields=["meeting"])
    _write_down(held, "plans.question-carried-over", by, before=before, after=meeting.held_on)
    return held


@transaction.atomic
def meet(*, body_id: str, held_on: date, title: str, by: Actor) -> Meeting:
    """Say that a body that scrutinises meets on a day; raise MeetingHeld where it does already."""
    check_permission(by, Permission.PLANS_REVIEW)
    body = judging_body(body_id, by)
    try:
        with transaction.atomic():
            made = Meeting.objects.create(agency_id=by.agency_id or "", organisation=body, held_on=held_on, title=title)
    except IntegrityError:
        raise MeetingHeld(held_on) from None
    detail = {"body": body.pk, "before": None, "after": held_on, "title": title}
    audit.record(actor=by, action="plans.meeting-set", kind="plans-meeting", subject=None, detail=detail)
    return made


@transaction.atomic
def move(*, meeting: Meeting, held_on: date, title: str, by: Actor) -> Meeting:
    """Give a meeting of one's own another day or name; what was asked for it goes with it.

    Raise MeetingHeld where the body meets on that day already.
    """
    check_permission(by, Permission.PLANS_REVIEW)
    held = Meeting.objects.select_for_update(of=("self",)).filter(pk=meeting.pk, agency=by.agency_id).first()
    if held is None:
        raise NotYours
    before = {"held_on": held.held_on, "title": held.title}
    held.held_on, held.title = held_on, title
    try:
        with transaction.atomic():
            held.save(update_fields=["held_on", "title"])
    except IntegrityError:
        raise MeetingHeld(held_on) from None
    detail = {"body": held.organisation_id, "before": before, "after": {"held_on": held_on, "title": title}}
    audit.record(actor=by, action="plans.meeting-moved", kind="plans-meeting", subject=None, detail=detail)
    return held


def _held(challenge_id: uuid.UUID, by: Actor) -> Challenge:
    if not Challenge.objects.select_for_update().filter(pk=challenge_id).exists():
        raise NotYours
    return scrutiny.challenge_of(challenge_id, by)


def _write_down(held: Challenge, action: str, by: Actor, **more: Any) -> None:
    detail = {
        "plan": held.commitment.plan_id, "commitment": held.commitment.local_id, "body": held.organisation_id, **more,
    }  # fmt: skip
    audit.record(actor=by, action=action, kind="plans-question", subject=held.pk, detail=detail)
