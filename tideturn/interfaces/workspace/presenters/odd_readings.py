"""Readings that stand out, as a question in words: who, why it is asked, and what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.foundations.audit.models import OddReading
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.times import day_words, full_moment_words
from tideturn.methods.looking.standing_out import Sign
from tideturn.packs.looking import load_looking


@dataclass(frozen=True)
class OddRow:
    """One question."""

    id: UUID
    href: str
    who: str
    said: str
    days: str
    why: str
    is_waiting: bool
    answered: str
    answer: str


def rows_of(found: Iterable[OddReading]) -> tuple[OddRow, ...]:
    """Return questions as rows, in their order."""
    return tuple(row_of(one) for one in found)


def row_of(odd: OddReading) -> OddRow:
    """Return a question in words."""
    return OddRow(
        id=odd.pk,
        href=addresses.of("odd-reading", odd_id=odd.pk),
        who=odd.reader.shown_name,
        said=said(odd),
        days=_days(odd),
        why=_why(odd.sign),
        is_waiting=odd.answered_at is None,
        answered=_answered(odd),
        answer=odd.answer,
    )


def said(odd: OddReading) -> str:
    """Return what stands out, in words that accuse nobody."""
    count = len(odd.cases)
    cases = ngettext("%(count)s case", "%(count)s different cases", count) % {"count": count}
    sentences = {
        Sign.MANY_CASES: _("Opened %(cases)s on one day."),
        Sign.OWN_FAMILY_NAME: _("Opened a case of a person who bears a family name of their own."),
        Sign.OWN_ADDRESS: _("Opened a case of a person at or near their own address."),
        Sign.CLOSED_CASES: _("Opened %(cases)s that had been closed for long."),
        Sign.NO_PART: _("Opened %(cases)s in which neither they nor a team of theirs has a part."),
        Sign.EMERGENCIES: _("Opened %(cases)s in an emergency."),
    }
    return " ".join(filter(None, (sentences[Sign(odd.sign)] % {"cases": cases}, _usual(odd))))


def _usual(odd: OddReading) -> str:
    parts = (
        _("Usual for them: %(count)g.") % {"count": odd.usual} if odd.usual is not None else "",
        _("Usual for a colleague: %(count)g.") % {"count": odd.usual_of_team} if odd.usual_of_team is not None else "",
    )
    return " ".join(part for part in parts if part)


def _days(odd: OddReading) -> str:
    if odd.since == odd.until:
        return day_words(odd.until)
    return _("%(since)s to %(until)s") % {"since": day_words(odd.since), "until": day_words(odd.until)}


def _why(sign: str) -> str:
    """Return why it is asked from there, as the pack says it; of a sign that it looks for no more, nothing."""
    return next((one.why for one in load_looking().signs if one.sign == sign), "")


def _answered(odd: OddReading) -> str:
    if odd.answered_at is None or odd.answered_by is None:
        return ""
    words = (
        _("In order, found %(who)s on %(when)s") if odd.was_in_order else _("Not in order, found %(who)s on %(when)s")
    )
    return words % {"who": odd.answered_by.shown_name, "when": full_moment_words(odd.answered_at)}
