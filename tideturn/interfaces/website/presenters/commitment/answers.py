"""What those who were asked answered: the value, who gave it, when, where it stands, and whether it is our reading."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import Basis, Nature, is_promised
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.commitment.sources import Source, source_of, stated_words


@dataclass(frozen=True)
class Answer:
    """One answer, in the words of the register."""

    label: str
    given: str
    reason: str
    basis: str
    source: Source | None


def answers_of(commitment: Any, moment: Moment) -> tuple[Answer, ...]:
    """Return the answers known on the day, the latest first."""
    known = [row for row in commitment.acceptances.all() if row.stated_on is None or row.stated_on <= moment.day]
    known.sort(key=lambda row: (row.stated_on is not None, row.stated_on or moment.day, row.pk), reverse=True)
    return tuple(_answer(commitment, row) for row in known)


def _answer(commitment: Any, row: Any) -> Answer:
    return Answer(
        label=labels.acceptance_label(row.value, promised=is_promised(commitment)),
        given=given_words(row),
        reason=row.reason,
        basis=_("This is our reading of the source, which does not say it in so many words.")
        if row.basis == Basis.READING
        else "",
        source=source_of(row.document) if row.document else None,
    )


def given_words(row: Any) -> str:
    """Return who gave an answer and when, as far as it is known."""
    if row.by and row.stated_on:
        return _("%(who)s, %(day)s") % {"who": row.by.name, "day": stated_words(row.stated_on, row.document)}
    return row.by.name if row.by else ""


def no_answer_words(commitment: Any) -> str:
    """Return the sentence for a commitment on which no row of an answer is held."""
    if commitment.plan.nature == Nature.ASKED:
        return _("No document held says whether it was accepted.")
    return _("No answer is held.")


@dataclass(frozen=True)
class ResponseWords:
    """What was said in reply, in our words."""

    summary: str
    given: str
    source: Source


def responses_of(commitment: Any, moment: Moment) -> tuple[ResponseWords, ...]:
    """Return the replies known on the day whose words say more than the answer itself."""
    already = {row.reason for row in commitment.acceptances.all()}
    rows = [row for row in commitment.responses.all() if row.stated_on <= moment.day and row.summary not in already]
    return tuple(ResponseWords(row.summary, given_words(row), source_of(row.document)) for row in rows)
