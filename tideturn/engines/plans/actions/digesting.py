"""Tell those who asked for it, once a week, that something in the register waits for them.

A duty of the worker. The letter says nothing of what waits. What was told is known by the key of the letter, so that
nothing is told twice in a week and nothing missed by a worker that was away.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from tideturn.engines.plans import queries, scrutiny, speaking, statements, uploads
from tideturn.engines.plans.actions.telling import POST_ROOM
from tideturn.engines.plans.models import DigestWish
from tideturn.engines.plans.wanting import counted
from tideturn.engines.plans.words import StatementState
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.errors import NotAMember
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.words import Channel, Kind

PAGE = "/workspace/plans/"


@transaction.atomic
def ask_for_digest(*, wants: bool, by: Actor) -> None:
    """Keep that somebody wants a letter a week, or does not any more."""
    wish: dict[str, Any] = {"agency_id": by.agency_id, "user_id": by.user_id}
    if wants:
        DigestWish.objects.get_or_create(**wish)
    else:
        DigestWish.objects.filter(**wish).delete()
    action = "plans.digest-asked-for" if wants else "plans.digest-ended"
    audit.record(actor=by, action=action, kind="plans-digest", subject=None)


def wants_digest(by: Actor) -> bool:
    """Return whether somebody has asked for a letter a week."""
    return DigestWish.objects.filter(agency=by.agency_id, user=by.user_id).exists()


def tell() -> int:
    """Let everybody know who asked and for whom something waits; return how many were written to."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    with acting(system_actor("plans")):
        wishes = list(DigestWish.objects.select_related("user", "agency").order_by("pk"))
    letters = [letter for letter in _untold(wishes, monday) if _has_something(letter, today)]
    if letters:
        with acting(system_actor(POST_ROOM)):
            delivery.enqueue_each([one.letter for one in letters])
    return len(letters)


@dataclass(frozen=True)
class Wanted:
    """A letter that somebody asked for, if anything waits for them."""

    wish: DigestWish
    letter: delivery.Letter


def _untold(wishes: Iterable[DigestWish], monday: date) -> list[Wanted]:
    """Return the letters of a week that nobody has been sent yet: what waits is looked up for no others."""
    wanted = {letter.number: Wanted(wish, letter) for wish in wishes if (letter := _letter(wish, monday))}
    with acting(system_actor(POST_ROOM)):
        told = set(Message.objects.filter(pk__in=list(wanted)).values_list("pk", flat=True))
    return [one for number, one in wanted.items() if number not in told]


def _letter(wish: DigestWish, monday: date) -> delivery.Letter | None:
    if not wish.user.email:
        return None
    key = f"plans-digest:{wish.agency_id}:{wish.user_id}:{monday}"
    return delivery.Letter(Channel.EMAIL, wish.user.email, Kind.PLANS_DIGEST, PAGE, key, agency=wish.agency_id)


def _has_something(one: Wanted, today: date) -> bool:
    """Return whether anything waits for whoever asked; for whoever has left, nothing does."""
    try:
        by = actor_for(one.wish.user, agency_id=one.wish.agency_id)
    except NotAMember:
        return False
    with acting(by):
        return any(waits(by, today) for waits in _what_waits(by))


Waits = Callable[[Actor, date], bool]


def _what_waits(by: Actor) -> Iterator[Waits]:
    """Yield the questions whether something waits for somebody, by what they may do."""
    ways = {
        Permission.PLANS_EDIT: _owner,
        Permission.PLANS_AREA: _sent_back,
        Permission.PLANS_PUBLISH: _publisher,
        Permission.PLANS_REVIEW: _reviewer,
    }
    return (way for permission, way in ways.items() if has_permission(by, permission))


def _owner(by: Actor, today: date) -> bool:
    wants = any(counted(speaking.owned(by, today)).values())
    return wants or scrutiny.asked_of(by).exists() or _sent_back(by, today)


def _sent_back(by: Actor, today: date) -> bool:
    return statements.statements(by).filter(agency=by.agency_id, state=StatementState.RETURNED).exists()


def _publisher(by: Actor, today: date) -> bool:
    return statements.waiting(by).exists() or uploads.waiting(by).exists()


def _reviewer(by: Actor, today: date) -> bool:
    return any(counted(queries.register(today)).values())
