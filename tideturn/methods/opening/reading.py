"""Schedules of Open Referral, as a feed gives them, to hours.

Nothing in a schedule raises an error. What is not understood is named, and makes hours not known: those of its own days
where only its times are at fault, and all hours where it cannot be said which days are meant, because they may have
been meant in place of the others.
"""

from collections.abc import Iterable
from datetime import date

from tideturn.methods.opening.hours import Hours
from tideturn.methods.opening.rules import Frequency, Rule
from tideturn.methods.opening.schedules import NotUnderstood, read_schedule, said_in
from tideturn.methods.opening.special import Closure, Said, Special

SCHEDULES_AT_MOST = 500
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

    `status` is that of the service: one that is temporarily closed, inactive or defunct is shut on every day.
    """
    given = listed(schedules)
    if given is None:
        said = f"Write a list of at most {SCHEDULES_AT_MOST} schedules."
        return Hours(closures=closed_by(status)), (NotUnderstood(1, "schedules", said),)
    read = [read_schedule(number, schedule) for number, schedule in enumerate(given, start=1)]
    is_lost = any(one.is_lost for one in read)
    hours = Hours(
        rules=(NOT_KNOWN,) if is_lost else tuple(dict.fromkeys(one.rule for one in read if one.rule)),
        closures=(*closures, *closed_by(status)),
        special=tuple(special),
        shut_on_holidays=shut_on_holidays,
        said=tuple(dict.fromkeys(said for said in map(said_in, given) if said != Said())),
    )
    return hours, tuple(one.problem for one in read if one.problem)


def listed(schedules: object) -> list[object] | None:
    """Return the schedules of a field, which may be missing; None where it is no list, or too long a one."""
    if schedules is None:
        return []
    if not isinstance(schedules, list | tuple) or len(schedules) > SCHEDULES_AT_MOST:
        return None
    return list(schedules)


def closed_by(status: object) -> tuple[Closure, ...]:
    """Return the closure that the status of a service means, which has no first or last day."""
    said = status.strip().lower() if isinstance(status, str) else ""
    return (Closure(date.min, date.max, said),) if said in SHUT_BY_STATUS else ()
