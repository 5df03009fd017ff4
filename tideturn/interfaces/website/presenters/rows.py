"""A commitment as one row of a table: who answers, when it is due, what was answered and how far it is said to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import is_promised
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.methods.promises.standing import Timing

TAGGED = frozenset({Timing.FINISHED, Timing.PLAN_ENDED, Timing.DUE_SOON, Timing.OVERDUE, Timing.WINDOW_PASSED})


@dataclass(frozen=True)
class NamedLink:
    """A name and the address of its page."""

    name: str
    href: str


@dataclass(frozen=True)
class Row:
    """What a table says of one commitment."""

    id: str
    title: str
    href: str
    plan: str
    kind: str
    section: str
    owners: tuple[NamedLink, ...]
    due: str
    timing: str
    timing_colour: str
    tag: str
    answer: str
    position: str
    heard: str
    check: str


def rows_of(commitments: Iterable[Any], moment: Moment) -> tuple[Row, ...]:
    """Return the rows of commitments that the register gave as at the moment's day."""
    return tuple(row_of(commitment, moment) for commitment in commitments)


def row_of(commitment: Any, moment: Moment) -> Row:
    """Return the row of one commitment; it needs the columns that `as_of` adds."""
    return Row(
        id=commitment.local_id,
        title=commitment.title,
        href=moment.link(commitment.get_absolute_url()),
        plan=commitment.plan.short_title,
        kind=labels.kind_label(commitment.kind),
        section=commitment.section.title if commitment.section else "",
        owners=owners_of(commitment, moment),
        due=due_words(commitment),
        timing=labels.timing_label(commitment.timing),
        timing_colour=labels.timing_colour(commitment.timing),
        tag=tag_words(commitment.timing),
        answer=labels.acceptance_label(commitment.acceptance_value, promised=is_promised(commitment)),
        position=labels.status_label(commitment.status_value),
        heard=heard_words(commitment, moment),
        check=check_words(commitment),
    )


def tag_words(timing: str) -> str:
    """Return the words of the tag beside a date; what the date itself already says needs none."""
    return labels.timing_label(timing) if timing in TAGGED else ""


def owners_of(commitment: Any, moment: Moment) -> tuple[NamedLink, ...]:
    """Return those who own a commitment, in the order of the document."""
    return tuple(NamedLink(owner.name, moment.link(f"/owners/{owner.pk}/")) for owner in commitment.owners)


def due_words(commitment: Any) -> str:
    """Return the date by which it is due, or why there is none."""
    if commitment.current_due_date is not None:
        return in_words(commitment.current_due_date)
    return _("No end date") if commitment.is_open_ended else _("No date given")


def heard_words(commitment: Any, moment: Moment) -> str:
    """Return when the documents held last speak of it, or that they say nothing and to which day they reach."""
    if commitment.last_heard_on is not None:
        return _("Last heard of on %(day)s") % {"day": in_words(commitment.last_heard_on)}
    return silence_words(commitment.plan, moment)


def silence_words(plan: Any, moment: Moment) -> str:
    """Return the sentence of silence: what was read says nothing, up to the day it reaches."""
    return _("Nothing in the documents held, to %(day)s") % {"day": reaches_words(plan, moment)}


def reaches_words(plan: Any, moment: Moment) -> str:
    """Return the day to which a plan's documents speak, no more exactly than the plan itself is dated."""
    if plan.position_as_at > moment.day:
        return in_words(moment.day)
    precision = plan.published_precision if plan.position_as_at == plan.published else "day"
    return in_words(plan.position_as_at, precision)


def check_words(commitment: Any) -> str:
    """Return what others found; for what nobody claims to be finished there is nothing to check yet."""
    if commitment.verdict_value:
        return _("Checked: %(verdict)s") % {"verdict": labels.verdict_label(commitment.verdict_value)}
    return labels.verdict_label("") if commitment.status_value == "complete" else ""
