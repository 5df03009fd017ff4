"""The four counts in the order that matters: asked, accepted, done by the owner's account, checked by others."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans.queries import Counts, Coverage
from tideturn.interfaces.design.charts import Bar, Chart, ChartDrawing, draw_bars
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.rows import reaches_words


@dataclass(frozen=True)
class Step:
    """One of the four counts: how many of how many, and what is counted."""

    label: str
    count: int
    of: int
    meaning: str
    href: str

    @property
    def words(self) -> str:
        """Return the count with what it is out of."""
        if self.count == self.of:
            return str(self.count)
        return _("%(count)s of %(of)s") % {"count": self.count, "of": self.of}


def in_all(by_plan: Iterable[tuple[Counts, Coverage]]) -> tuple[Counts, Coverage]:
    """Return the counts of all plans together: a commitment stands in one plan only."""
    known = list(by_plan)
    counted = (sum(getattr(counts, field.name) for counts, _held in known) for field in fields(Counts))
    held = (sum(getattr(coverage, field.name) for _counts, coverage in known) for field in fields(Coverage))
    return Counts(*counted), Coverage(*held)


def steps(counts: Counts, coverage: Coverage, moment: Moment) -> tuple[Step, ...]:
    """Return the four counts; each says on how many commitments anything is known at all."""
    answered = _(
        "Those who were asked said yes, in full or in part, or the maker promised it itself. An answer is held "
        "for %(answered)s."
    ) % {"answered": coverage.answered}
    claimed = _(
        "Its owner, or the body that reports on the plan, says complete. A status is held for %(held)s; nothing is "
        "known of the rest."
    ) % {"held": coverage.with_a_status}
    return (
        Step(
            _("Asked or promised"),
            counts.asked,
            counts.asked,
            _("Everything in the plans held."),
            moment.link("/search/"),
        ),
        Step(_("Accepted"), counts.accepted, counts.asked, answered, moment.link("/search/", acceptance="yes")),
        Step(
            _("Reported complete"),
            counts.claimed_complete,
            counts.asked,
            claimed,
            moment.link("/search/", status="complete"),
        ),
        Step(
            _("Checked by someone else"),
            counts.checked,
            counts.asked,
            checked_meaning(counts),
            moment.link("/search/", checked="yes"),
        ),
    )


def chart(found: tuple[Step, ...], moment: Moment) -> ChartDrawing | None:
    """Return the four counts drawn, or nothing where there is nothing to count."""
    if not any(step.of for step in found):
        return None
    title = _("Asked, accepted, done and checked, as at %(day)s") % {"day": moment.words}
    # The first bar is the whole that the others are part of, so it is not said to be so many of so many.
    bars = tuple(Bar(step.label, step.count, None if step.count == step.of else step.of) for step in found)
    return draw_bars(Chart("in-order-drawn", title, bars))


def checked_meaning(counts: Counts) -> str:
    """Return what the last count means; no verdict held is not the same as nothing done."""
    if counts.checked:
        return _("Someone other than the owner looked and said what they found.")
    return _("No verdict by anyone other than an owner is held. That says nothing about whether the work was done.")


@dataclass(frozen=True)
class PlanLine:
    """One plan's counts, in words where nothing is known."""

    title: str
    href: str
    published: str
    state: str
    nature: str
    asked: int
    accepted: str
    accepted_of: str
    answers_held: int
    claimed: str
    claimed_of: str
    statuses_held: int
    checked: str
    silent: int
    reaches: str


def plan_line(plan: Any, counts: Counts, coverage: Coverage, moment: Moment) -> PlanLine:
    """Return the counts of one plan; where no document says anything it says so, instead of naught."""
    return PlanLine(
        title=plan.short_title,
        href=moment.link(f"/plans/{plan.id}/"),
        published=in_words(plan.published, plan.published_precision),
        state=state_words(plan, moment),
        nature=labels.nature_label(plan.nature),
        asked=counts.asked,
        accepted=known(counts.accepted, coverage.answered, _("no answer held")),
        accepted_of=known_of(coverage.answered, counts.asked, _("an answer is held for %(held)s")),
        answers_held=coverage.answered,
        claimed=known(counts.claimed_complete, coverage.with_a_status, _("no status held")),
        claimed_of=known_of(coverage.with_a_status, counts.asked, _("a status is held for %(held)s")),
        statuses_held=coverage.with_a_status,
        checked=known(counts.checked, counts.checked, _("no check held")),
        silent=counts.silent,
        reaches=reaches_words(plan, moment),
    )


def known(count: int, held: int, nothing: str) -> str:
    """Return a count, or the words that say that nothing is held to count."""
    return str(count) if held else nothing


def known_of(held: int, asked: int, sentence: str) -> str:
    """Return for how many anything is held, where it is neither none nor all of them."""
    return sentence % {"held": held} if 0 < held < asked else ""


def state_words(plan: Any, moment: Moment) -> str:
    """Return whether the plan was still worked to on the day; before its end it was current."""
    if plan.state_since is None or plan.state_since > moment.day:
        return _("Current")
    return _("%(state)s on %(day)s") % {"state": plan.get_state_display(), "day": in_words(plan.state_since)}


def coverage_words(plans: list[Any], counts: Counts, moment: Moment) -> str:
    """Return the sentence that says which plans are counted, how far their documents reach, and what is silent."""
    if not plans:
        return _("No plan that is held was published by %(day)s.") % {"day": moment.words}
    by_reach = sorted(plans, key=lambda plan: plan.position_as_at)
    counted = ngettext(
        "Counted here: %(plans)s plan, of %(first)s.",
        "Counted here: %(plans)s plans, from %(first)s to %(last)s.",
        len(plans),
    ) % {"plans": len(plans), "first": plans[0].published.year, "last": plans[-1].published.year}
    return " ".join(
        (
            counted,
            _("The documents held for them speak up to %(first)s for the oldest and %(last)s for the newest.")
            % {"first": reaches_words(by_reach[0], moment), "last": reaches_words(by_reach[-1], moment)},
            _(
                "For %(silent)s of %(asked)s nothing is held beyond the plan itself. That is silence in the "
                "documents, not proof that nothing was done."
            )
            % {"silent": counts.silent, "asked": counts.asked},
        )
    )
