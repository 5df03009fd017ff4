"""Ask the keepers of an entry whether it is still right, once at each stage; withdraw what nobody answers for.

A duty of the worker. What is due is looked up anew each time, so that nothing is missed by a worker that was away; the
reminder and its letter are kept in one transaction, so that each is sent once whatever breaks off.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from tideturn.engines.directory.actions.withdrawing import NOBODY_CONFIRMED, confirm, withdraw
from tideturn.engines.directory.canonical import digest_of, text_of
from tideturn.engines.directory.errors import LinkPast
from tideturn.engines.directory.freshness import months_after
from tideturn.engines.directory.models import Reminder, Service
from tideturn.engines.directory.words import ReminderStage
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.signed_links import is_signature_of
from tideturn.foundations.delivery.words import Channel, Kind
from tideturn.packs.loading import load_directory

BATCH = 100
LINK = "/workspace/still-right/{reminder}/"
DUE = """
    select service.id, steward.agency_id, steward.contact, service.checked_on,
        (service.checked_on + make_interval(months => %(second)s))::date <= %(today)s as is_second
    from directory_service as service
    join directory_steward as steward on steward.organisation_id = service.organisation_id
    where service.withdrawn_at is null and service.same_as_id is null
        and (service.checked_on + make_interval(months => %(first)s))::date <= %(today)s
        and (service.checked_on + make_interval(months => %(withdrawn)s))::date > %(today)s
        and not exists (
            select from directory_reminder as reminder
            where reminder.service_id = service.id and reminder.agency_id = steward.agency_id
                and reminder.checked_on = service.checked_on
                and (reminder.stage = 'second'
                    or (service.checked_on + make_interval(months => %(second)s))::date > %(today)s)
        )
    order by service.checked_on, service.id, steward.id limit %(limit)s
"""
OLD = """
    select id from directory_service where withdrawn_at is null and same_as_id is null
        and (checked_on + make_interval(months => %(withdrawn)s))::date <= %(today)s
    order by checked_on, id limit %(limit)s for update skip locked
"""


@dataclass(frozen=True)
class Due:
    """An entry, and one of its keepers to be asked."""

    service_id: uuid.UUID
    agency_id: str
    contact: str
    checked_on: date
    is_second: bool


def keep_up() -> int:
    """Send the reminders that are due and withdraw what is too old; return how many entries that was."""
    return remind() + withdraw_old()


def remind() -> int:
    """Ask the keepers of what is due, at most a batch of them; return how many were asked."""
    with acting(system_actor("directory")):
        due = [Due(*row) for row in _asked(DUE)]
        services = Service.objects.in_bulk([one.service_id for one in due])
        made = [_reminder(one, services[one.service_id]) for one in due]
        # Another worker may be at it: the table takes each once, and only what it took has a letter.
        Reminder.objects.bulk_create(made, ignore_conflicts=True)
        taken = set(Reminder.objects.filter(pk__in=[one.pk for one in made]).values_list("pk", flat=True))
        delivery.enqueue_each([_letter(one, to.contact) for one, to in zip(made, due, strict=True) if one.pk in taken])
    return len(due)


def withdraw_old() -> int:
    """Withdraw what nobody has confirmed for too long, at most a batch of it; return how many."""
    by = system_actor("directory")
    with acting(by):
        old = [row[0] for row in _asked(OLD)]
        for service_id in old:
            withdraw(service_id=service_id, because=NOBODY_CONFIRMED, by=by, is_by_age=True)
    return len(old)


def asked(reminder_id: uuid.UUID, signature: str) -> Service:
    """Return the entry that a link asks about; raise LinkPast for every link that is not good now."""
    with acting(system_actor("directory")):
        return _good(reminder_id, signature).service


def say_still_right(reminder_id: uuid.UUID, signature: str) -> Service:
    """Say by a link that an entry is right today, once; raise LinkPast for every link that is not good now."""
    by = system_actor("directory")
    with acting(by):
        reminder = _good(reminder_id, signature, is_held=True)
        reminder.used_at = timezone.now()
        reminder.save(update_fields=["used_at"])
        confirm(service_id=reminder.service_id, by=by, how=f"by a link sent to {reminder.agency_id}")
    return reminder.service


def _asked(question: str) -> Sequence[tuple[Any, ...]]:
    ages = load_directory().freshness
    told = {"first": ages.first_reminder.months, "second": ages.second_reminder.months}
    with connection.cursor() as cursor:
        today = timezone.localdate()
        cursor.execute(question, {**told, "withdrawn": ages.withdrawn.months, "today": today, "limit": BATCH})
        return list(cursor.fetchall())


def _reminder(due: Due, service: Service) -> Reminder:
    return Reminder(
        service=service,
        agency_id=due.agency_id,
        stage=ReminderStage.SECOND if due.is_second else ReminderStage.FIRST,
        checked_on=due.checked_on,
        digest=_digest(service),
        expires_on=months_after(due.checked_on, load_directory().freshness.withdrawn.months),
    )


def _letter(reminder: Reminder, contact: str) -> delivery.Letter:
    key = f"still-right:{reminder.service_id}:{reminder.agency_id}:{reminder.checked_on}:{reminder.stage}"
    link = LINK.format(reminder=reminder.pk)
    return delivery.Letter(Channel.EMAIL, contact, Kind.STILL_RIGHT, link, key, agency=reminder.agency_id)


def _good(reminder_id: uuid.UUID, signature: str, *, is_held: bool = False) -> Reminder:
    living = {"service__same_as": None, "service__withdrawn_at": None}
    found = Reminder.objects.select_related("service").filter(pk=reminder_id, used_at=None, **living)
    found = found.select_for_update(of=("self", "service")) if is_held else found
    reminder = found.filter(expires_on__gt=timezone.localdate()).first()
    is_ours = is_signature_of(LINK.format(reminder=reminder_id), signature)
    if reminder is None or not is_ours or bytes(reminder.digest) != _digest(reminder.service):
        raise LinkPast
    return reminder


def _digest(service: Service) -> bytes:
    """Return by what an entry is known: a word that only says anew that it is right leaves it another, too."""
    return digest_of(text_of({"document": service.document, "ours": service.ours}))
