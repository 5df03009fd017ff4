"""What a person wishes about being shared about, kept for every part of the record that is this person."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing import queries
from tideturn.foundations.sharing.errors import WishUnknown
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance


@transaction.atomic
def record_wish(
    person: uuid.UUID, *, stance: Stance, purpose: str, recipient_id: str | None, until: datetime | None, by: Actor
) -> None:
    """Keep a wish; it holds from the next reading on, and for each case that is about this person."""
    for part in record.person(person).part_ids:
        sharing.record_wish(person=part, stance=stance, purpose=purpose, recipient_id=recipient_id, until=until, by=by)
    detail = {"stance": stance.value, "purpose": purpose, "recipient": recipient_id or ""}
    audit.record(actor=by, action="record wish", kind="person", subject=person, detail=detail)


@transaction.atomic
def withdraw_wish(person: uuid.UUID, wish_id: int, *, by: Actor) -> None:
    """Take a wish out of force from the next reading on, in every part of the record that is this person."""
    wishes = wishes_in_parts(person)
    chosen = next((wish for wish in wishes if wish.pk == wish_id), None)
    if chosen is None:
        raise WishUnknown(wish_id)
    for wish in wishes:
        if alike(wish) == alike(chosen):
            sharing.withdraw_wish(wish_id=wish.pk, by=by)
    audit.record(actor=by, action="withdraw wish", kind="person", subject=person)


def wishes_of(person: uuid.UUID) -> tuple[Wish, ...]:
    """Return the wishes of a person that are in force, each once. Audit the read."""
    return tuple({alike(wish): wish for wish in wishes_in_parts(person)}.values())


def wishes_in_parts(person: uuid.UUID) -> list[Wish]:
    """Return the wishes in force of every part of a person."""
    return [wish for part in record.person(person).part_ids for wish in _with_recipient(part)]


def _with_recipient(part: uuid.UUID) -> Iterable[Wish]:
    return queries.wishes_of(part).select_related("recipient")


def alike(wish: Wish) -> tuple[str, str, str | None, datetime | None]:
    """Return what makes two rows the same wish."""
    return wish.stance, wish.purpose, wish.recipient_id, wish.until
