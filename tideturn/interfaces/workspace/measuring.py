"""Counting for whoever asks: the cases that are theirs to see, or every area where the national queue is theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from tideturn.engines.pathways.measures import Figure, figures
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.moment import NotADay, in_words, moment_of
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.packs.areas import load_areas
from tideturn.packs.schema.pathway import Pathway

SINCE, UNTIL = "since", "until"
USUALLY = timedelta(weeks=12)
LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True)
class Period:
    """From one day through another."""

    since: date
    until: date

    @property
    def words(self) -> str:
        """Return the period as it is read."""
        return _("%(since)s to %(until)s") % {"since": in_words(self.since), "until": in_words(self.until)}

    @property
    def query(self) -> str:
        """Return the part of an address that asks for this period."""
        return f"{SINCE}={self.since.isoformat()}&{UNTIL}={self.until.isoformat()}"

    def moments(self) -> tuple[datetime, datetime]:
        """Return the first moment of the period, and the first after it, by the country's own clock."""
        calendar = load_areas().national_calendar
        midnight = time(0)
        return calendar.moment(self.since, midnight), calendar.moment(self.until + timedelta(days=1), midnight)


@dataclass(frozen=True)
class Counted:
    """The figures of a pathway, when they were counted, and of which cases."""

    pathway: Pathway
    figures: tuple[Figure, ...]
    at: datetime
    of_what: str


def period_of(asked: Mapping[str, str]) -> Period:
    """Return the period that is asked for, the latest twelve weeks where none is; raise AskedBadly for what is none."""
    until = _day(asked, UNTIL) or today()
    since = _day(asked, SINCE) or until - USUALLY
    if since > until:
        raise AskedBadly(_("The period ends before it begins. Give the earlier day first."))
    if until - since > LONGEST:
        raise AskedBadly(_("That is more than five years. Ask for a shorter period."))
    return Period(since, until)


def count(pathway: Pathway, period: Period, by: Actor) -> Counted:
    """Return the figures of a pathway that are for somebody to read."""
    since, until = period.moments()
    sees_all = has_permission(by, Permission.NATIONAL_QUEUE)
    # The part of the product that measures sees journals; only counts and lengths of time leave this block.
    with acting(system_actor("measures") if sees_all else _counting(by).for_purpose(pathway.purpose)):
        now = database_now()
        found = figures(pathway, since=since, until=until, now=now)
    return Counted(pathway, tuple(found), now, _of_what(by, sees_all=sees_all))


def _counting(by: Actor) -> Actor:
    """Return somebody as they count: who may open no case counts those of the whole agency, and still opens none."""
    return by if has_permission(by, Permission.CASES_READ) else replace(by, sees_whole_agency=True)


def _of_what(by: Actor, *, sees_all: bool) -> str:
    if sees_all:
        return _("Every case of the country is counted, as you work on the national queue.")
    if by.sees_whole_agency or not has_permission(by, Permission.CASES_READ):
        return _("Cases of your whole agency are counted, and those that others share with it; no others.")
    return _("Only cases that you may see are counted: those of your teams, and those that others share with you.")


def _day(asked: Mapping[str, str], name: str) -> date | None:
    written = asked.get(name, "").strip()
    if not written:
        return None
    try:
        return moment_of({"as_of": written}, today()).day
    except NotADay as error:
        raise AskedBadly(str(error).replace("?as_of=", f"?{name}=")) from None
