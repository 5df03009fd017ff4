"""What a person wishes holds for every case of theirs, under whichever record of them it was told.

A person is kept anew with each report, and found to be one by joinings beside; sharing knows nothing of that. So a wish
is kept for each record of the person, and carried over when a record is found to be theirs. Parted again, each record
keeps the wishes it had meanwhile: to share less than somebody wanted does less harm than to share more.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from tideturn.engines.people.record import queries
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance

SAID = ("stance", "purpose", "recipient_id", "since", "until", "withdrawn_at")


@transaction.atomic
def record(
    *,
    person: uuid.UUID,
    stance: Stance,
    purpose: str = "",
    recipient_id: str | None = None,
    until: datetime | None = None,
    by: Actor,
) -> Wish:
    """Keep what a person agrees or objects to, for every record that is theirs; return the wish of the one named."""
    wish = sharing.record_wish(
        person=person, stance=stance, purpose=purpose, recipient_id=recipient_id, until=until, by=by
    )
    with acting(system_actor("intake")):
        carry_over(person)
    return wish


@transaction.atomic
def withdraw(*, wish_id: int, by: Actor) -> None:
    """Take a wish out of force, with those that say the same for other records of the person."""
    wish = Wish.objects.filter(pk=wish_id).first()
    sharing.withdraw_wish(wish_id=wish_id, by=by)
    if wish is None:
        return
    with acting(system_actor("intake")):
        same = Q(stance=wish.stance, purpose=wish.purpose, recipient=wish.recipient_id, since=wish.since)
        parts = _parts(wish.person)
        Wish.objects.filter(same, person__in=parts, withdrawn_at=None).update(withdrawn_at=Now())


def carry_over(person: uuid.UUID) -> None:
    """Keep for each record of a person the wishes that stand in any of them; only intake, who sees all, can.

    Who heard a wish stands with the record it was told for alone: elsewhere it would tell who else knows the person.
    """
    parts = _parts(person)
    has_not_ended = Q(until=None) | Q(until__gt=Now())
    standing = list(Wish.objects.filter(has_not_ended, person__in=parts, withdrawn_at=None))
    there = {(wish.person, *_said(wish)) for wish in standing}
    new = {(part, *_said(wish)) for wish in standing for part in parts} - there
    Wish.objects.bulk_create(_copy(part, said) for part, *said in new)


def _copy(person: uuid.UUID, said: Sequence[Any]) -> Wish:
    return Wish(person=person, **dict(zip(SAID, said, strict=True)))


def _said(wish: Wish) -> tuple[Any, ...]:
    return tuple(getattr(wish, name) for name in SAID)


def _parts(person: uuid.UUID) -> tuple[uuid.UUID, ...]:
    known = queries.people([person]).get(person)
    return known.part_ids if known else (person,)
