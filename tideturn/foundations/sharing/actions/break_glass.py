"""Open something in an emergency: with a reason, for a while, for one person, told to a colleague and reviewed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from tideturn.foundations.access.acting import Actor, acting, check_acts, system_actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.models import Membership, User
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import CALDICOTT_LEAD, WORDS, Permission
from tideturn.foundations.sharing.errors import (
    NobodyToReview,
    OpenedTooOften,
    OpeningUnknown,
    ReasonTooShort,
    ReviewOverdue,
    SubjectUnknown,
)
from tideturn.foundations.sharing.models import BreakGlass, Subject
from tideturn.foundations.sharing.models.break_glass import SHORTEST_REASON

MINUTES = 60
MOST, WITHIN_HOURS = 3, 24
REVIEWED_WITHIN_DAYS = 3


@dataclass(frozen=True)
class Opening:
    """What was opened until when, and which Caldicott leads must be told of it in the same transaction."""

    id: int
    subject_id: UUID | None
    ends_at: datetime
    leads: tuple[User, ...]


@transaction.atomic
def break_glass(*, subject_id: UUID | None, reason: str, by: Actor) -> Opening:
    """Let one person see one subject for a while; the caller sends the notice to `leads` in the same transaction.

    Without a subject it is kept that somebody tried to open what is not there: that opens nothing, counts like an
    opening and is reviewed like one, so that nobody learns by trying which references there are.

    Raise PermissionMissing, or a BreakGlassRefused that says why: a reason too short to review, too many within a day,
    an earlier one unreviewed for too long, nobody who could review it, or nothing there to open.
    """
    user_id, agency_id = _person(by, Permission.BREAK_GLASS)
    given = " ".join(reason.split())
    if len(given) < SHORTEST_REASON:
        raise ReasonTooShort(SHORTEST_REASON)
    _check_may_open_again(user_id)
    leads = _leads_beside(user_id, agency_id)
    if subject_id is not None:
        _check_is_there(subject_id)
    ends_at = timezone.now() + (_open_for() if subject_id is not None else timedelta())
    made = BreakGlass.objects.create(
        user_id=user_id, agency_id=agency_id, subject_id=subject_id, reason=given, began_at=Now(), ends_at=ends_at
    )
    return Opening(made.pk, subject_id, ends_at, leads)


@transaction.atomic
def review_break_glass(*, opening_id: int, was_justified: bool, words: str, by: Actor) -> None:
    """Say of a colleague's opening whether it was justified; it ends at once if it has not yet.

    Raise OpeningUnknown for one's own, another agency's, and one that is reviewed.
    """
    user_id, agency_id = _person(by, Permission.BREAK_GLASS_REVIEW)
    waiting = BreakGlass.objects.filter(pk=opening_id, agency_id=agency_id, reviewed_at=None)
    others = waiting.exclude(user_id=user_id)
    others.filter(ends_at__gt=Now()).update(ends_at=Now())
    reviewed = others.update(reviewed_at=Now(), reviewed_by=user_id, was_justified=was_justified, review=words)
    if not reviewed:
        raise OpeningUnknown(opening_id)


def _open_for() -> timedelta:
    return timedelta(minutes=getattr(settings, "BREAK_GLASS_MINUTES", MINUTES))


def _person(by: Actor, permission: Permission) -> tuple[int, str]:
    check_acts(by)
    check_permission(by, permission)
    if by.user_id is None or by.agency_id is None:
        raise PermissionMissing(by.name, WORDS[permission])
    return by.user_id, by.agency_id


def _check_may_open_again(user_id: int) -> None:
    # Two requests of one person wait for each other here, so that neither counts without the other.
    User.objects.select_for_update(no_key=True).get(pk=user_id)
    earlier = BreakGlass.objects.filter(user_id=user_id)
    if earlier.filter(reviewed_at=None, began_at__lt=Now() - timedelta(days=REVIEWED_WITHIN_DAYS)).exists():
        raise ReviewOverdue(REVIEWED_WITHIN_DAYS)
    if earlier.filter(began_at__gt=Now() - timedelta(hours=WITHIN_HOURS)).count() >= MOST:
        raise OpenedTooOften(MOST, WITHIN_HOURS)


def _leads_beside(user_id: int, agency_id: str) -> tuple[User, ...]:
    memberships = (
        Membership.objects.in_force()
        .filter(agency_id=agency_id, role=CALDICOTT_LEAD.id, user__is_active=True)
        .exclude(user_id=user_id)
        .select_related("user")
        .order_by("user_id")
    )
    leads = {membership.user_id: membership.user for membership in memberships}
    if not leads:
        raise NobodyToReview
    return tuple(leads.values())


def _check_is_there(subject_id: UUID) -> None:
    with acting(system_actor("sharing")):
        is_there = Subject.objects.filter(pk=subject_id).exists()
    if not is_there:
        raise SubjectUnknown(subject_id)
