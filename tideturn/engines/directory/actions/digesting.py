"""Tell whoever keeps an entry, and its partnership, that people found it wrong: in one letter a day at most.

A duty of the worker. What came in is told on the day after, so that all of a day is one letter; while something has
waited for two weeks, there is one every week. What was told is known by the key of the letter, so that nothing is
told twice and nothing missed by a worker that was away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db.models import Max, Min
from django.utils import timezone

from tideturn.engines.directory import told_wrong
from tideturn.engines.directory.actions.telling import POST_ROOM
from tideturn.engines.directory.models import Reported
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.staff import holders_of
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Channel, Kind

PAGE = "/workspace/directory/wrong/"
DECIDES = frozenset({Permission.DIRECTORY_EDIT, Permission.DIRECTORY_APPROVE})


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody: the days on which the first and the last of it came in."""

    agency_id: str
    recipient: str
    first: date
    last: date

    def told_of(self, today: date) -> date:
        """Return the day that a letter tells of: the last on which something came, or the Monday of a week too long."""
        is_late = today - self.first >= told_wrong.LONG
        return max(self.last, today - timedelta(days=today.weekday())) if is_late else self.last


def tell() -> int:
    """Let everybody know for whom something waits; return for how many, those who were told before among them."""
    today = timezone.localdate()
    if not Reported.objects.filter(outcome="", reported_on__lt=today).exists():
        return 0
    with acting(system_actor(POST_ROOM)):
        deciding = {(one.agency_id, one.user.email) for one in holders_of(Permission.DIRECTORY_APPROVE)}
    with acting(system_actor("directory")):
        waiting = [*_kept(today), *_decided({one for one in deciding if one[1]}, today)]
        letters = {one.number: one for one in (_letter(one, today) for one in waiting)}
        delivery.enqueue_each(list(letters.values()))
    return len(letters)


def _kept(today: date) -> Iterator[Waiting]:
    """Yield what waits for the addresses that are asked about the entries of an organisation."""
    for end in ("service__", "service__same_as__"):
        of = f"{end}organisation__stewards"
        found = Reported.objects.filter(outcome="", reported_on__lt=today).exclude(**{of: None})
        days = found.values_list(f"{of}__agency_id", f"{of}__contact").annotate(Min("reported_on"), Max("reported_on"))
        yield from (Waiting(*row) for row in days.order_by())


def _decided(deciding: Iterable[tuple[str, str]], today: date) -> Iterator[Waiting]:
    """Yield what waits for those who decide in their areas; what keepers are told too, for it is answered by either."""
    agencies = groupby(sorted(deciding), key=itemgetter(0))
    for agency_id, members in agencies:
        partnership = Actor(agency_id, None, "whoever decides", permissions=DECIDES)
        found = told_wrong.waiting(partnership).filter(reported_on__lt=today).order_by()
        days = found.aggregate(first=Min("reported_on"), last=Max("reported_on"))
        if days["first"]:
            yield from (Waiting(agency_id, email, days["first"], days["last"]) for _, email in members)


def _letter(one: Waiting, today: date) -> delivery.Letter:
    who = sha256(one.recipient.casefold().encode()).hexdigest()[:32]
    key = f"directory-reports-wait:{one.agency_id}:{who}:{one.told_of(today)}"
    return delivery.Letter(Channel.EMAIL, one.recipient, Kind.REPORTS_WAIT, PAGE, key, agency=one.agency_id)
