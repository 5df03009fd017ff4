"""Who is told when a message cannot be delivered: the agency's people on duty, and whoever is on call for the whole."""

import logging
import os
from collections.abc import Sequence

from tideturn.foundations.access.models import Team
from tideturn.foundations.access.staff import managers_of
from tideturn.foundations.delivery.actions import checked_recipient, enqueue
from tideturn.foundations.delivery.errors import MessageRefused
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.words import Channel, Kind

log = logging.getLogger(__name__)

ON_CALL_SETTING = "TIDETURN_ON_CALL"


def duty_list(agency: str) -> Sequence[str]:
    """Return the addresses of an agency's people on duty: its teams' duty leads, then its managers."""
    if not agency:
        return ()
    leads = Team.objects.filter(agency_id=agency, duty_lead__is_active=True).order_by("created_at", "pk")
    written = [*leads.values_list("duty_lead__email", flat=True), *(manager.email for manager in managers_of(agency))]
    return tuple(dict.fromkeys(address for address in written if address))


def on_call() -> list[str]:
    """Return the addresses, e-mail or https, of whoever is on call for the whole: those of TIDETURN_ON_CALL."""
    given = (part.strip() for part in os.environ.get(ON_CALL_SETTING, "").split(","))
    return [address for address in given if address and is_reachable(address)]


def channel_of(address: str) -> Channel:
    """Return by which channel an address is reached."""
    return Channel.WEBHOOK if "://" in address else Channel.EMAIL


def is_reachable(address: str) -> bool:
    """Tell whether an address is one; say so where it is not."""
    try:
        checked_recipient(channel_of(address), address)
    except MessageRefused as refused:
        log.warning("An address on the list of those to tell cannot be reached: %s", refused)
        return False
    return True


def escalate(message: Message) -> int:
    """Tell others that a message was given up; return how many are told. The last resort is the list that shows it."""
    if message.kind == Kind.MESSAGE_GIVEN_UP:
        return 0
    others = dict.fromkeys([*duty_list(message.agency), *on_call()])
    others.pop(message.recipient, None)
    told = [address for address in others if is_reachable(address)]
    for address in told:
        enqueue(
            channel=channel_of(address),
            recipient=address,
            kind=Kind.MESSAGE_GIVEN_UP,
            link=message.link,
            dedupe_key=f"message-given-up:{message.pk}:{address}"[:200],
            agency=message.agency,
        )
    return len(told)
