"""Due dates as a calendar that programs subscribe to (RFC 5545), an event at a time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.rows import heard_words, owners_of
from tideturn.methods.promises.standing import ANSWERED_YES

END = b"END:VCALENDAR\r\n"


def calendar_of(
    commitments: Iterator[Any], moment: Moment, *, title: str, site: str, changed_at: datetime
) -> Iterator[bytes]:
    """Yield a calendar of the days by which commitments are due, as it is written."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tideturn//The register of promises//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    yield calendar.to_ical().removesuffix(END)
    for commitment in commitments:
        yield _event(commitment, moment, site, changed_at).to_ical()
    yield END


def _event(commitment: Any, moment: Moment, site: str, changed_at: datetime) -> Event:
    """Return the day by which one commitment is due.

    Its UID is made of what is for ever, so that a program that has it changes it, whatever becomes of the date; the
    SEQUENCE counts how often the date was changed.
    """
    event = Event()
    event.add("uid", f"{commitment.plan_id}.{commitment.local_id}.due@tideturn")
    event.add("dtstamp", changed_at)
    event.add("sequence", len(commitment.due_date_revisions.all()))
    event.add("dtstart", commitment.current_due_date)
    event.add("dtend", commitment.current_due_date + timedelta(days=1))
    event.add("summary", _summary(commitment))
    event.add("description", "\n".join(_described(commitment, moment)))
    event.add("url", f"{site}{commitment.get_absolute_url()}")
    event.add("categories", [commitment.plan.short_title])
    event.add("transp", "TRANSPARENT")
    return event


def _summary(commitment: Any) -> str:
    """Return what is due; what nobody accepted is not due but asked for."""
    is_accepted = commitment.acceptance_value in ANSWERED_YES
    sentence = _("Due: %(id)s %(title)s") if is_accepted else _("Asked for: %(id)s %(title)s")
    return sentence % {"id": commitment.local_id, "title": commitment.title}


def _described(commitment: Any, moment: Moment) -> Iterator[str]:
    yield commitment.plan.title
    owners = ", ".join(owner.name for owner in owners_of(commitment, moment)) or _("Nobody is named")
    yield _("Who answers for it: %(owners)s") % {"owners": owners}
    yield _("Answer: %(answer)s") % {"answer": labels.acceptance_label(commitment.acceptance_value)}
    yield _("How far, as reported: %(status)s") % {"status": labels.status_label(commitment.status_value)}
    yield heard_words(commitment, moment)
    if commitment.due_date and commitment.due_date != commitment.current_due_date:
        yield _("First due on %(day)s") % {"day": in_words(commitment.due_date)}
