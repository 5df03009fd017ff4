"""Plans in words: whose words they are, how far the documents held reach, and which documents are held."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.queries import Counts, Coverage
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.counts import known, state_words
from tideturn.interfaces.website.presenters.rows import reaches_words


@dataclass(frozen=True)
class PlanWords:
    """What is said of a plan."""

    id: str
    title: str
    short_title: str
    href: str
    published: str
    publisher: str
    nature: str
    state: str
    has_ended: bool
    state_reason: str
    count: int
    reaches: str


def plan_words(plan: Any, count: int, moment: Moment) -> PlanWords:
    """Return what is said of a plan as at the day."""
    has_ended = plan.state_since is not None and plan.state_since <= moment.day
    return PlanWords(
        id=plan.id,
        title=plan.title,
        short_title=plan.short_title,
        href=moment.link(f"/plans/{plan.id}/"),
        published=in_words(plan.published, plan.published_precision),
        publisher=plan.publisher.name,
        nature=labels.nature_label(plan.nature),
        state=state_words(plan, moment),
        has_ended=has_ended,
        state_reason=plan.state_reason if has_ended else "",
        count=count,
        reaches=reaches_words(plan, moment),
    )


@dataclass(frozen=True)
class Figure:
    """One number of a plan and the list behind it."""

    label: str
    count: int | str
    href: str

    @property
    def is_in_words(self) -> bool:
        """Return whether words stand where the number would: nothing is held to count."""
        return not str(self.count).isdigit()


def figures(counts: Counts, coverage: Coverage, path: str, moment: Moment) -> tuple[Figure, ...]:
    """Return the plan's numbers, each a link to what it counts; where nothing is held it says so, instead of naught."""
    answered, with_a_status = coverage.answered, coverage.with_a_status
    wanted: tuple[tuple[str, int | str, dict[str, str]], ...] = (
        (_("Asked or promised"), counts.asked, {}),
        (_("Accepted"), known(counts.accepted, answered, _("no answer held")), {"acceptance": "yes"}),
        (
            _("Reported complete"),
            known(counts.claimed_complete, with_a_status, _("no status held")),
            {"status": "complete"},
        ),
        (_("Checked by someone else"), known(counts.checked, counts.checked, _("no check held")), {"checked": "yes"}),
        (_("Due within 90 days"), counts.due_soon, {"timing": "due_soon"}),
        (_("Accepted, date passed"), counts.overdue, {"timing": "overdue"}),
        (_("Not accepted, date passed"), counts.window_passed, {"timing": "window_passed"}),
        (_("Nothing heard since it was made"), counts.silent, {"silent": "yes"}),
    )
    return tuple(Figure(label, count, moment.link(path, **query) + "#list") for label, count, query in wanted)


def section_figures(sections: Iterable[Any], path: str, moment: Moment) -> tuple[Figure, ...]:
    """Return the plan's own sections, each with how much it holds and a link to it."""
    return tuple(
        Figure(section.title, section.commitment_count, moment.link(path, section=section.slug) + "#list")
        for section in sections
    )


def known_words(counts: Counts, coverage: Coverage) -> str:
    """Return for how many anything is held at all, so that no number is read as none where nothing is known."""
    return _(
        "Of these %(asked)s, an answer is held for %(answered)s and a status for %(held)s. "
        "What is not held is not known: it does not mean that nothing was done."
    ) % {"asked": counts.asked, "answered": coverage.answered, "held": coverage.with_a_status}


@dataclass(frozen=True)
class DocumentWords:
    """A document that is held, or that is known to exist and is not held."""

    title: str
    address: str
    published: str
    publisher: str
    licence: str
    note: str
    attached: tuple[str, ...]
    plan: str


def document_words(document: Any) -> DocumentWords:
    """Return what is said of a document."""
    return DocumentWords(
        title=document.title,
        address=document.address,
        published=in_words(document.published, document.published_precision) if document.published else "",
        publisher=document.publisher.name,
        licence=document.licence,
        note=document.note,
        attached=tuple(f"{item.file_name}, SHA-256 {item.sha256}" for item in document.attachments.all()),
        plan=document.plan.short_title if document.plan else "",
    )
