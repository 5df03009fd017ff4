"""Wishes as staff keep, withdraw and read them: each for every record of the person, and each written down."""

import uuid
from datetime import datetime

from django.db import transaction

from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing import queries
from tideturn.foundations.sharing.errors import WishUnknown
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.joint import wishes


@transaction.atomic
def record_wish(
    person: uuid.UUID, *, stance: Stance, purpose: str, recipient_id: str | None, until: datetime | None, by: Actor
) -> None:
    """Keep a wish; it holds from the next reading on, and for each case that is about this person."""
    wishes.record(person=person, stance=stance, purpose=purpose, recipient_id=recipient_id, until=until, by=by)
    detail = {"stance": stance.value, "purpose": purpose, "recipient": recipient_id or ""}
    audit.record(actor=by, action="record wish", kind="person", subject=person, detail=detail)


@transaction.atomic
def withdraw_wish(person: uuid.UUID, wish_id: int, *, by: Actor) -> None:
    """Take a wish of a person out of force from the next reading on; raise WishUnknown for any other."""
    if all(wish.pk != wish_id for wish in wishes_of(person)):
        raise WishUnknown(wish_id)
    wishes.withdraw(wish_id=wish_id, by=by)
    audit.record(actor=by, action="withdraw wish", kind="person", subject=person)


def wishes_of(person: uuid.UUID) -> tuple[Wish, ...]:
    """Return the wishes of a person that are in force, each once in whichever records it is kept. Audit the read."""
    in_force = (queries.wishes_of(part).select_related("recipient") for part in record.person(person).part_ids)
    # Of two that say the same, the one that tells who kept it.
    all_of_them = sorted((wish for rows in in_force for wish in rows), key=lambda wish: bool(wish.recorded_by))
    once = {(w.stance, w.purpose, w.recipient_id, w.since, w.until): w for w in all_of_them}
    return tuple(once.values())
