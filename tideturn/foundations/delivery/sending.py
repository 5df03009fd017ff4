"""Sending what is due: oldest first, each message on its own, until it is handed over or given up.

At least once: a process that dies between handing over and noting it down will hand over again, under the same number.
"""

import contextlib
import logging
import random
import time
import uuid
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.models.functions import Now

from tideturn.foundations.crash_points import crash_point
from tideturn.foundations.delivery import folder, mail_server, webhooks
from tideturn.foundations.delivery.errors import SendFailed
from tideturn.foundations.delivery.escalating import escalate
from tideturn.foundations.delivery.letters import write_letter
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.standing import as_delivery
from tideturn.foundations.delivery.texts import TEXTS, address_of
from tideturn.foundations.delivery.words import Channel, Kind

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
# 30 s, 90 s, 270 s … three hours: eight tries within six hours or so.
FIRST_DELAY, LONGEST_DELAY, GROWTH = 30.0, 3 * 3600.0, 3
JITTER = 0.2
# So long nothing goes by a road on which nobody answered; it is short, for it holds up all who wait there.
ROAD_RESTS = 30.0
LONGEST_ROUND = 20.0


def send_due(limit: int = 50) -> int:
    """Send what is due and return how many were handed over."""
    tried: set[uuid.UUID] = set()
    handed_over = 0
    until = time.monotonic() + LONGEST_ROUND
    with contextlib.closing(mail_server.Road()) as road:
        while len(tried) < limit and time.monotonic() < until:
            before = len(tried)
            handed_over += try_next(tried, road)
            if len(tried) == before:
                break
    return handed_over


def try_next(tried: set[uuid.UUID], road: mail_server.Road) -> bool:
    """Send the next; a row that cannot be written must not keep the others, and what it held is not for the log."""
    try:
        return send_next(tried, road)
    except (OperationalError, InterfaceError):
        raise
    except DatabaseError as error:
        log.error("A message could not be worked on (%s); the others go on.", type(error).__name__)
        return False


def send_next(tried: set[uuid.UUID], road: mail_server.Road) -> bool:
    """Try the oldest due message that nobody else is trying; note which it was and tell whether it was handed over."""
    with as_delivery():
        message = Message.objects.due().exclude(pk__in=tried).select_for_update(skip_locked=True).first()
        if message is None:
            return False
        tried.add(message.pk)
        # Written before it is sent: a row that cannot be written fails here, and is not sent again and again.
        message.attempts += 1
        message.next_attempt_at = Now() + timedelta(seconds=delay(message.attempts))
        message.save(update_fields=["attempts", "next_attempt_at"])
        crash_point("before_send")
        try:
            is_confirmed = hand_over(message, road)
        except SendFailed as failure:
            note_failure(message, failure)
            return False
        crash_point("after_send")
        note_success(message, is_confirmed)
    crash_point("after_mark")
    return True


def hand_over(message: Message, road: mail_server.Road) -> bool:
    """Hand a message over by its channel; whatever goes wrong with this one message is a SendFailed."""
    try:
        return send_by_webhook(message) if message.channel == Channel.WEBHOOK else send_by_email(message, road)
    except SendFailed:
        raise
    except Exception as error:  # a poison message: whatever it is, it is this one's trouble alone
        raise SendFailed(f"The message could not be made ready ({type(error).__name__}).") from error


def send_by_email(message: Message, road: mail_server.Road) -> bool:
    """Hand a letter to the mail server, or keep it in the folder; neither confirms that anybody received it."""
    server = mail_server.mail_server()
    letter = write_letter(
        number=message.pk,
        sender=server.sender if server else folder.SENDER,
        recipient=message.recipient,
        kind=Kind(message.kind),
        link=message.link,
    )
    if server is None:
        folder.keep(letter, str(message.pk))
    else:
        road.hand_over(letter, server)
    return False


def send_by_webhook(message: Message) -> bool:
    """Hand a post to the receiver and tell whether it confirmed it."""
    kind = Kind(message.kind)
    post = webhooks.write_post(
        number=str(message.pk), kind=kind.value, sentence=TEXTS[kind].sentence, link=address_of(message.link)
    )
    return webhooks.hand_over(post, message.recipient)


def note_success(message: Message, is_confirmed: bool) -> None:
    """Note that a message was handed over, and whether its receiver said that it has it."""
    message.sent_at = Now()
    message.confirmed_at = Now() if is_confirmed else None
    message.last_error = ""
    message.save(update_fields=["sent_at", "confirmed_at", "last_error"])


def note_failure(message: Message, failure: SendFailed) -> None:
    """Note why a message was not handed over; after the last try it is given up and people are told."""
    message.last_error = str(failure)[:300]
    if failure.is_road_closed:
        rest_road(message)
    if failure.is_road_closed and message.channel == Channel.EMAIL:
        # Our own mail server's fault is not the recipient's: nothing is given up, and the watch tells people.
        message.attempts -= 1
        message.next_attempt_at = Now() + rest()
    elif message.attempts >= MOST_ATTEMPTS:
        message.given_up_at = Now()
        escalate(message)
    message.save(update_fields=["attempts", "next_attempt_at", "last_error", "given_up_at"])


def rest_road(message: Message) -> None:
    """Let all that waits for the same road wait a little: each would spend the same seconds on the same silence."""
    same = {"channel": message.channel}
    if message.channel == Channel.WEBHOOK:
        same["recipient"] = message.recipient
    waiting = Message.objects.due().filter(**same).exclude(pk=message.pk).select_for_update(skip_locked=True)
    numbers = list(waiting.values_list("pk", flat=True))
    Message.objects.filter(pk__in=numbers).update(next_attempt_at=Now() + rest(), last_error=message.last_error)


def rest() -> timedelta:
    """Return how long a road rests."""
    return timedelta(seconds=with_jitter(ROAD_RESTS))


def delay(attempts: int) -> float:
    """Return the seconds to the next try after so many: longer each time, and never the same for two messages."""
    return with_jitter(min(LONGEST_DELAY, FIRST_DELAY * GROWTH ** (attempts - 1)))


def with_jitter(seconds: float) -> float:
    """Return a time some way off the given one, so that what failed together is not tried together."""
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - chance, not secrecy
