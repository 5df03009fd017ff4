"""Schedules of Open Referral, as a feed gives them, to hours.

Nothing in a schedule raises an error. What is not understood is named, and makes hours not known: those of its own days
where only its times are at fault, and all hours where it cannot be said which days are meant, because they may have
been meant in place of the others.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from tideturn.methods.opening.holidays import special_days
from tideturn.methods.opening.hours import Hours
from tideturn.methods.opening.rules import Frequency, Rule
from tideturn.methods.opening.schedules import (
    SCHEDULES_AT_MOST,
    NotUnderstood,
    ReadSchedule,
    listed,
    names_special_days,
    read_schedule,
    said_in,
)
from tideturn.methods.opening.special import Closure, Said, Special

# What a service's status says of its door.
SHUT_BY_STATUS = ("temporarily closed", "inactive", "defunct")
NOT_KNOWN = Rule(Frequency.DAILY)


def rules_of(
    schedules: object,
    *,
    status: object = None,
    closures: Iterable[Closure] = (),
    special: Iterable[Special] = (),
    shut_on_holidays: bool | None = None,
) -> tuple[Hours, tuple[NotUnderstood, ...]]:
    """Return the hours that a list of schedules comes to, and what in it was not understood.

    `status` is that of the service: one that is temporarily closed, inactive or defunct is shut on every day. Holiday
    schedules of older versions may stand among the others: their days are special days.
    """
    given = listed(schedules)
    if given is None:
        wanted = f"Write a list of at most {SCHEDULES_AT_MOST} schedules."
        return Hours(closures=closed_by(status)), (NotUnderstood(1, "schedules", wanted),)
    named = [one for one in enumerate(given, start=1) if names_special_days(one[1])]
    usual = [one for one in given if not names_special_days(one)]
    read = [read_schedule(number, one) for number, one in enumerate(given, start=1) if not names_special_days(one)]
    days, problems = special_days(named)
    hours = Hours(
        rules=_rules(read),
        closures=(*closures, *closed_by(status)),
        special=(*special, *days),
        shut_on_holidays=shut_on_holidays,
        said=tuple(dict.fromkeys(said_in(one) for one in usual if said_in(one) != Said())),
    )
    return hours, (*(one.problem for one in read if one.problem), *problems)


def _rules(read: Sequence[ReadSchedule]) -> tuple[Rule, ...]:
    if any(one.is_lost for one in read):
        return (NOT_KNOWN,)
    return tuple(dict.fromkeys(one.rule for one in read if one.rule))


def closed_by(status: object) -> tuple[Closure, ...]:
    """Return the closure that the status of a service means, which has no first or last day."""
    said = status.strip().lower() if isinstance(status, str) else ""
    return (Closure(date.min, date.max, said),) if said in SHUT_BY_STATUS else ()
