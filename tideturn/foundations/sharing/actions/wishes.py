"""Record what a person wishes, and take it back."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor, check_acts
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.sharing.errors import WishNotSpecific, WishUnknown
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance


def record_wish(
    *,
    person: UUID,
    stance: Stance,
    purpose: str = "",
    recipient_id: str | None = None,
    until: datetime | None = None,
    by: Actor,
) -> Wish:
    """Keep what a person agrees or objects to; it holds from the next reading on.

    Without purpose or recipient an objection is to all; to agree, both must be named, else WishNotSpecific.
    """
    _check_may_record(by)
    if stance == Stance.AGREES and not (purpose and recipient_id):
        raise WishNotSpecific
    return Wish.objects.create(
        person=person,
        stance=str(stance),
        purpose=purpose,
        recipient_id=recipient_id,
        since=Now(),
        until=until,
        recorded_by=by.name,
    )


def withdraw_wish(*, wish_id: int, by: Actor) -> None:
    """Take a wish out of force from the next reading on; raise WishUnknown where none is there to withdraw."""
    _check_may_record(by)
    if not Wish.objects.filter(pk=wish_id, withdrawn_at=None).update(withdrawn_at=Now()):
        raise WishUnknown(wish_id)


def _check_may_record(by: Actor) -> None:
    check_acts(by)
    if by.system is None:
        check_permission(by, Permission.WISHES_RECORD)
