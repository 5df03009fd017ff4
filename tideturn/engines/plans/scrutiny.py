"""What a body that scrutinises has asked, what it was answered, and when it meets."""

import uuid
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from tideturn.engines.plans.errors import NotYours
from tideturn.engines.plans.models import Challenge, Commitment, Meeting, Party
from tideturn.engines.plans.speaking import ownings_of
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission

A_QUARTER = timedelta(days=91)


def challenges(by: Actor) -> "QuerySet[Challenge]":
    """Return the questions that somebody may see: those their agency asks, and those asked of its bodies."""
    may_see = Q(pk__in=[])
    if has_permission(by, Permission.PLANS_REVIEW):
        may_see |= Q(agency=by.agency_id)
    if has_permission(by, Permission.PLANS_EDIT):
        may_see |= Q(Exists(_owned_by(by)))
    found = Challenge.objects.filter(may_see)
    return found.select_related("commitment__plan", "organisation", "meeting", "answered_for", "agency")


def challenge_of(challenge_id: uuid.UUID, by: Actor) -> Challenge:
    """Return a question that somebody may see; raise NotYours for every other."""
    found = challenges(by).filter(pk=challenge_id).first()
    if found is None:
        raise NotYours
    return found


def asked_of(by: Actor) -> "QuerySet[Challenge]":
    """Return what is asked of the bodies of an agency and waits for their answer, the longest waiting first."""
    found = challenges(by).filter(Exists(_owned_by(by)), answered_at__isnull=True, closed_at__isnull=True)
    return found.order_by("asked_at", "id")


def about(commitment: Commitment, by: Actor) -> "QuerySet[Challenge]":
    """Return the questions about one commitment that somebody may see, the latest first."""
    return challenges(by).filter(commitment=commitment).order_by("-asked_at", "id")


def asked_by(by: Actor) -> "QuerySet[Challenge]":
    """Return what an agency has asked: what is open first, then by the day it was asked, the latest first."""
    return challenges(by).filter(agency=by.agency_id).order_by("outcome", "-asked_at", "id")


def may_answer(challenge: Challenge, by: Actor) -> bool:
    """Return whether somebody answers a question for an owner."""
    is_open = challenge.closed_at is None
    owns = ownings_of(by).filter(commitment=challenge.commitment_id)
    return is_open and has_permission(by, Permission.PLANS_EDIT) and owns.exists()


def may_close(challenge: Challenge, by: Actor) -> bool:
    """Return whether somebody says that an answer will do, or will not."""
    is_open = challenge.closed_at is None
    return is_open and challenge.agency_id == by.agency_id and has_permission(by, Permission.PLANS_REVIEW)


def meetings(by: Actor) -> "QuerySet[Meeting]":
    """Return the meetings of the bodies of an agency that scrutinise, the latest first."""
    return Meeting.objects.filter(agency=by.agency_id).select_related("organisation").order_by("-held_on", "id")


def last_meeting(by: Actor, on: date) -> Meeting | None:
    """Return the last meeting before a day."""
    return meetings(by).filter(held_on__lt=on).first()


def next_meeting(by: Actor, on: date) -> Meeting | None:
    """Return the next meeting from a day on."""
    return meetings(by).filter(held_on__gte=on).order_by("held_on", "id").first()


def looked_back_to(meeting: Meeting | None, on: date) -> date:
    """Return the day of a meeting; where none is known, as far back as a body usually last met."""
    return meeting.held_on if meeting else on - A_QUARTER


def to_be_closed(by: Actor) -> "QuerySet[Challenge]":
    """Return what an agency asked, was answered and has not said whether that will do, the longest waiting first."""
    found = challenges(by).filter(agency=by.agency_id, answered_at__isnull=False, closed_at__isnull=True)
    return found.order_by("answered_at", "id")


def _owned_by(by: Actor) -> "QuerySet[Party]":
    return ownings_of(by).filter(commitment=OuterRef("commitment"))
