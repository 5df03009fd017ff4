"""Looking over what was read: new entries of the audit against the signs of the pack, told to those who ask people.

A duty of the worker and no part of any reading: it keeps nobody from a case, and what it finds is a question. Entries
of an agency are looked over once, in their order, by one worker at a time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit import odd_readings
from tideturn.foundations.audit.models import Entry, Head, LookedOver, OddReading
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Channel, Kind
from tideturn.foundations.sharing.words import GroundKind
from tideturn.interfaces.joint import looked_at
from tideturn.interfaces.joint.looked_at import Opened
from tideturn.interfaces.joint.looking import who
from tideturn.methods.looking.standing_out import Asked, Look, Sign, Usual, standing_out
from tideturn.packs.looking import load_looking
from tideturn.packs.schema.looking import Looking

PAGE = "/workspace/readings/"
# What is opened is counted; what merely stood in a list is not.
OPENED = "read case"


@dataclass(frozen=True)
class Window:
    """A day that is looked at, with the days before it in which signs are counted and that say what is usual."""

    day: date
    looking: Looking

    @property
    def counted(self) -> Q:
        """Return the condition of entries in the days in which signs are counted."""
        longest = max(limit.within_days for limit in self.looking.limits.values())
        return self._between(self.day - timedelta(days=longest - 1), self.day + timedelta(days=1))

    @property
    def usual(self) -> Q:
        """Return the condition of entries in the days that say what is usual."""
        return self._between(self.day - timedelta(days=self.looking.over_days), self.day)

    def _between(self, first: date, end: date) -> Q:
        return Q(at__gte=_midnight(first), at__lt=_midnight(end))


def look_over() -> int:
    """Look over what was read since the last time, and return in how many readings something stands out."""
    looking = load_looking()
    if not looking.limits:
        return 0
    return sum(_look_over(agency, looking) for agency in _with_news())


def _with_news() -> list[str]:
    with acting(system_actor("audit")):
        seen = dict(LookedOver.objects.values_list("agency", "sequence"))
        heads = Head.objects.order_by("agency").values_list("agency", "sequence")
        return [agency for agency, sequence in heads if sequence > seen.get(agency, 0)]


def _look_over(agency: str, looking: Looking) -> int:
    with acting(system_actor("audit")):
        LookedOver.objects.bulk_create([LookedOver(agency=agency)], ignore_conflicts=True)
        # Another worker that is at it now needs no help.
        mark = LookedOver.objects.select_for_update(skip_locked=True).filter(agency=agency).first()
        head = Head.objects.filter(agency=agency).values_list("sequence", flat=True).first()
        if mark is None or head is None:
            return 0
        # More than one day where no worker was at it for a while: each is judged as it would have been then.
        days = sorted(_news(agency, mark.sequence).items())
        found = [odd for day, readers in days for odd in _found(agency, readers, Window(day, looking))]
        LookedOver.objects.filter(agency=agency).update(sequence=head)
        _tell(agency, found)
    return len(found)


def _news(agency: str, sequence: int) -> dict[date, set[str]]:
    """Return who opened cases since an entry, or today where nobody has looked before, by the day on which they did."""
    # What was read before anybody ever looked over it is not asked about months later.
    since = Q(sequence__gt=sequence) if sequence else Q(at__gte=_midnight(timezone.localdate()))
    new = Entry.objects.filter(since, agency=agency, action=OPENED).annotate(day=TruncDate("at"))
    found: dict[date, set[str]] = {}
    for day, actor in new.values_list("day", "actor").distinct().order_by():
        if who(actor)[1] is not None:
            found.setdefault(day, set()).add(actor)
    return found


def _found(agency: str, readers: Collection[str], window: Window) -> list[OddReading]:
    looks = _looks(agency, readers, window)
    usual = _usual(agency, {look.reader for look in looks}, window)
    standing = standing_out(looks, window.day, window.looking.limits, usual, _asked(agency))
    return odd_readings.keep(agency, standing)


def _looks(agency: str, readers: Collection[str], window: Window) -> list[Look]:
    recent = Entry.objects.filter(window.counted, agency=agency, action=OPENED, actor__in=readers)
    opened = [
        Opened(reader, subject, at, (detail or {}).get("ground") == GroundKind.BREAK_GLASS.value)
        for actor, subject, at, detail in recent.order_by("sequence").values_list("actor", "subject", "at", "detail")
        if (reader := who(actor)[1]) is not None and subject is not None
    ]
    return looked_at.looks(opened, agency)


def _usual(agency: str, readers: Iterable[int], window: Window) -> dict[int, Usual]:
    """Return how many different cases each reader opened on each day before, and their colleagues."""
    days = Entry.objects.filter(window.usual, agency=agency, action=OPENED).annotate(day=TruncDate("at"))
    counts = days.values_list("actor", "day").annotate(cases=Count("subject", distinct=True)).order_by()
    by_reader: dict[int, list[int]] = {reader: [] for reader in readers}
    for actor, _day, cases in counts:
        by_reader.setdefault(who(actor)[1] or 0, []).append(cases)
    everybody = [cases for theirs in by_reader.values() for cases in theirs]
    return {reader: Usual(own, everybody) for reader, own in by_reader.items()}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _asked(agency: str) -> Asked:
    before = OddReading.objects.filter(agency=agency).order_by("until")
    rows = list(before.values_list("reader_id", "sign", "until", "cases"))
    return Asked(
        {(reader, Sign(sign)): until for reader, sign, until, _cases in rows},
        {(reader, Sign(sign), case) for reader, sign, _until, cases in rows for case in cases},
    )


def _tell(agency: str, found: Iterable[OddReading]) -> None:
    """Tell those who ask people, but never the one who is to be asked."""
    asking = looked_at.who_ask(agency)
    delivery.enqueue_each(
        [
            delivery.Letter(Channel.EMAIL, user.email, Kind.ODD_READING, PAGE, f"odd-reading:{one.pk}:{user.pk}",
                            agency=agency)
            for one in found
            for user in asking
            if user.email and user.pk != one.reader_id
        ]
    )  # fmt: skip
