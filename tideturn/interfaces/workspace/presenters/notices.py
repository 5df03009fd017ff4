"""What was raised to somebody, in words that name nobody."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tideturn.engines.pathways.models import Notice
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.times import moment_words

OVER, OTHER, PAST = "over", "later", "past"


@dataclass(frozen=True)
class NoticeRow:
    """One notice; without an address its case is not the reader's to open."""

    case_id: UUID
    said: str
    reference: str
    holder: str
    when: str
    level: str
    href: str
    seen_href: str

    @property
    def is_past(self) -> bool:
        """Return whether the case is over, so that nothing is to be done any more."""
        return self.level == PAST


def rows_of(
    notices: Iterable[Notice], may_open: Set[UUID], now: datetime, over: Set[UUID] = frozenset()
) -> tuple[NoticeRow, ...]:
    """Return notices as rows: what has run out first, lest what merely happened bury it, and what is past last."""
    rows = (_row(notice, may_open, now, is_past=notice.case_id in over) for notice in notices)
    return tuple(sorted(rows, key=lambda row: (OVER, OTHER, PAST).index(row.level)))


def _row(notice: Notice, may_open: Set[UUID], now: datetime, *, is_past: bool) -> NoticeRow:
    level = OVER if notice.kind in ("clock-raised", "poison-clock") else OTHER
    return NoticeRow(
        case_id=notice.case_id,
        said=said(notice.kind, notice.words),
        reference=notice.reference,
        holder=notice.holder.name,
        when=moment_words(notice.raised_at, now),
        level=PAST if is_past else level,
        href=addresses.of_case(notice.case_id) if notice.case_id in may_open else "",
        seen_href=addresses.of("notice-seen", notice_id=notice.id),
    )


def said(kind: str, words: str) -> str:
    """Return what a kind of notice says; one that is not known says that there is something to look at."""
    sentences = {
        "clock-raised": _("Time has run out: %(words)s"),
        "clock-warning": _("Soon due: %(words)s"),
        "case-assigned": _("A case has come to you"),
        "lead-offered": _("You are asked to become the lead"),
        "report-joined": _("Another report of the same event has come in"),
        "referral-sent": _("A case was referred to you"),
        "referral-accepted": _("A referral was accepted"),
        "referral-declined": _("A referral was declined"),
        "referral-done": _("What a referral asked for was done"),
        "referral-revoked": _("A referral was taken back"),
        "poison-clock": _("The time limit of a case could not be watched: look at it yourself"),
    }
    return sentences.get(kind, _("There is something to look at")) % {"words": words}
