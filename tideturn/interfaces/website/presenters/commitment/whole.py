"""Everything the page of one commitment prints, put together from its parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import Nature, Wording, is_promised
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.commitment import due, money, parties, positions
from tideturn.interfaces.website.presenters.commitment.answers import (
    Answer,
    ResponseWords,
    answers_of,
    no_answer_words,
    responses_of,
)
from tideturn.interfaces.website.presenters.commitment.sources import Source, source_of
from tideturn.interfaces.website.presenters.commitment.wording import QuotationWords, quotations_of
from tideturn.interfaces.website.presenters.rows import NamedLink, silence_words


@dataclass(frozen=True)
class Summary:
    """The page in four lines, in the order that matters."""

    asked: str
    answer: str
    far: str
    check: str


@dataclass(frozen=True)
class CommitmentWords:
    """What the page of one commitment says."""

    id: str
    title: str
    kind: str
    number: str
    section: str
    is_new: bool
    plan: NamedLink
    parent: NamedLink | None
    children: tuple[NamedLink, ...]
    summary: Summary
    parties: tuple[parties.PartyGroup, ...]
    due: due.Due
    condition: str
    measure: str
    answers: tuple[Answer, ...]
    no_answer: str
    responses: tuple[ResponseWords, ...]
    claims: tuple[positions.Claim, ...]
    silence: str
    judgements: tuple[positions.Judgement, ...]
    is_for_every_area: bool
    areas: tuple[positions.AreaLine, ...]
    sums: tuple[money.Sum, ...]
    totals: tuple[money.Total, ...]
    wording: tuple[QuotationWords, ...]
    answer_wording: tuple[QuotationWords, ...]
    progress_wording: tuple[QuotationWords, ...]
    sources: tuple[Source, ...]
    doubts: tuple[str, ...]


def commitment_words(
    commitment: Any, successions: Iterable[Any], documents: Iterable[Any], moment: Moment
) -> CommitmentWords:
    """Return all that is printed of a commitment as it was known on the day."""
    sums = list(commitment.money.all())
    return CommitmentWords(
        id=commitment.local_id,
        title=commitment.title,
        kind=labels.kind_label(commitment.kind),
        number=commitment.number,
        section=commitment.section.title if commitment.section else "",
        is_new=commitment.is_new,
        plan=NamedLink(commitment.plan.short_title, moment.link(f"/plans/{commitment.plan_id}/")),
        parent=_named(commitment.parent, moment) if commitment.parent else None,
        children=tuple(_named(child, moment) for child in sorted(commitment.children.all(), key=lambda c: c.order)),
        summary=summary_of(commitment, moment),
        parties=parties.party_groups(commitment, successions, moment),
        due=due.due_of(commitment, moment),
        condition=commitment.current_condition,
        measure=measure_words(commitment),
        answers=answers_of(commitment, moment),
        no_answer=no_answer_words(commitment),
        responses=responses_of(commitment, moment),
        claims=positions.claims_of(commitment, moment),
        silence=no_position_words(commitment, moment),
        judgements=positions.judgements_of(commitment, moment),
        is_for_every_area=commitment.is_for_every_area,
        areas=positions.area_lines(commitment, moment),
        sums=money.sums_of(sums),
        totals=money.totals_of(sums) if len(sums) > 1 else (),
        wording=quotations_of(commitment, Wording.TEXT, Wording.OUTCOME),
        answer_wording=quotations_of(commitment, Wording.RESPONSE),
        progress_wording=quotations_of(commitment, Wording.PROGRESS),
        sources=tuple(source_of(document) for document in documents),
        doubts=tuple(commitment.doubts),
    )


def _named(commitment: Any, moment: Moment) -> NamedLink:
    return NamedLink(str(commitment), moment.link(commitment.get_absolute_url()))


def summary_of(commitment: Any, moment: Moment) -> Summary:
    """Return the page in four lines: asked or promised, answered, how far, checked."""
    return Summary(
        asked=asked_words(commitment),
        answer=labels.acceptance_label(commitment.acceptance_value, promised=is_promised(commitment)),
        far=far_words(commitment, moment),
        check=labels.verdict_label(commitment.verdict_value),
    )


def asked_words(commitment: Any) -> str:
    """Return whether it was asked or promised, in which plan and when; an answer quotes what was asked."""
    if is_promised(commitment):
        sentence = _("Promised in %(plan)s, %(when)s")
    elif commitment.plan.nature == Nature.ASKED:
        sentence = _("Asked in %(plan)s, %(when)s")
    else:
        sentence = _("Asked earlier; answered in %(plan)s, %(when)s")
    plan = commitment.plan
    return sentence % {"plan": plan.short_title, "when": in_words(plan.published, plan.published_precision)}


def far_words(commitment: Any, moment: Moment) -> str:
    """Return how far it is reported to be, or that no status is held, and when it was last heard of."""
    if commitment.last_heard_on is None:
        return silence_words(commitment.plan, moment)
    said = (
        _("%(status)s, as reported; last heard of on %(day)s")
        if commitment.status_value
        else _("No status held; last heard of on %(day)s")
    )
    return said % {"status": labels.status_label(commitment.status_value), "day": in_words(commitment.last_heard_on)}


def no_position_words(commitment: Any, moment: Moment) -> str:
    """Return what is said where no position is held: silence, or that only the answer speaks of it."""
    if commitment.last_heard_on is None:
        return silence_words(commitment.plan, moment)
    return _("No position is held. The answer of %(day)s is the last that was heard of it") % {
        "day": in_words(commitment.last_heard_on)
    }


def measure_words(commitment: Any) -> str:
    """Return whether anybody could tell that it was done, and by what."""
    if commitment.has_measure is None:
        return _("Nobody has judged yet whether one could tell that it was done.")
    said = _("Yes.") if commitment.has_measure else _("No.")
    return f"{said} {commitment.measure_note}".strip()
