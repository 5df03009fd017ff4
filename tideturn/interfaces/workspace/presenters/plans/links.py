"""Proposed links and doubles as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Commitment, LinkSuggestion
from tideturn.engines.plans.reading_in.passages import PairOfOnePlan
from tideturn.engines.plans.words import SuggestionState, Wording
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class SuggestionRow:
    """A proposed link in a list."""

    href: str
    later: str
    earlier: str
    words: str
    said: str


@dataclass(frozen=True)
class Side:
    """One end of a link: enough of a commitment to judge by."""

    href: str
    plan: str
    published: str
    title: str
    wording: str
    timescale: str


@dataclass(frozen=True)
class DoubleRow:
    """Two commitments of one plan that say nearly the same."""

    first: Side
    second: Side
    likeness: str


def suggestion_rows(suggestions: Iterable[LinkSuggestion]) -> list[SuggestionRow]:
    """Return proposed links as rows."""
    return [
        SuggestionRow(
            href=reverse("plans-link", kwargs={"suggestion_id": one.pk}),
            later=_named(one.later),
            earlier=_named(one.earlier),
            words=one.words,
            said=said_of(one),
        )
        for one in suggestions
    ]


def said_of(one: LinkSuggestion) -> str:
    """Return what a person decided and why, or nothing while it waits."""
    if one.state == SuggestionState.OPEN:
        return ""
    words = _("%(state)s by %(name)s: %(reason)s")
    state = str(SuggestionState(one.state).label).capitalize()
    return words % {"state": state, "name": one.decided_by, "reason": one.reason}


def _named(item: Commitment) -> str:
    return f"{item.plan.short_title}, {item.local_id}: {item.title}"


def side_of(item: Commitment) -> Side:
    """Return one end of a link."""
    wording = next((one.wording for one in item.quotations.all() if one.part == Wording.TEXT), "")
    return Side(
        href=item.get_absolute_url(),
        plan=item.plan.short_title,
        published=day_words(item.plan.published),
        title=f"{item.local_id}: {item.title}",
        wording=wording,
        timescale="; ".join(item.timescale),
    )


def double_rows(pairs: Iterable[PairOfOnePlan]) -> list[DoubleRow]:
    """Return pairs of one plan as rows."""
    return [DoubleRow(side_of(one.first), side_of(one.second), f"{one.likeness:.0%}") for one in pairs]
