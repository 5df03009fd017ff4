"""Questions to owners in words: who asks, what was answered, and whether that will do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Challenge, Meeting
from tideturn.engines.plans.words import ChallengeOutcome
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class QuestionRow:
    """A question in a list."""

    href: str
    asks: str
    said: str
    local_id: str
    title: str
    is_open: bool
    answer: str
    meeting: str


def question_rows(found: Iterable[Challenge]) -> tuple[QuestionRow, ...]:
    """Return questions as rows."""
    return tuple(
        QuestionRow(
            href=addresses.of("plans-question", challenge_id=one.pk),
            asks=one.asks,
            said=standing(one),
            local_id=one.commitment.local_id,
            title=one.commitment.title,
            is_open=one.answered_at is None and one.closed_at is None,
            answer=one.answer,
            meeting=meeting_words(one.meeting),
        )
        for one in found
    )


def standing(one: Challenge) -> str:
    """Return who asks since when, and what came of it."""
    asked = _("%(body)s, %(day)s") % {"body": one.organisation.name, "day": _day(one.asked_at)}
    if one.closed_at:
        ended = _("%(outcome)s, %(day)s") % {
            "outcome": str(ChallengeOutcome(one.outcome).label), "day": _day(one.closed_at),
        }  # fmt: skip
        return f"{asked} · {ended}"
    if one.answered_at:
        return f"{asked} · " + _("answered on %(day)s") % {"day": _day(one.answered_at)}
    return f"{asked} · " + _("not answered yet")


def meeting_words(one: Meeting | None) -> str:
    """Return which meeting, and when."""
    return _("%(title)s, %(day)s") % {"title": one.title, "day": day_words(one.held_on)} if one else ""


def _day(at: object) -> str:
    return day_words(timezone.localtime(at).date())  # type: ignore[arg-type]
