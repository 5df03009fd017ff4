"""Referrals of a case in words: to whom, why, how far they have come, and what may be done about them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Entry
from tideturn.engines.pathways.state import Referral
from tideturn.interfaces.workspace import addresses, referred, staff_of
from tideturn.interfaces.workspace.presenters import teams
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.interfaces.workspace.reading import Opened
from tideturn.packs.pathways import load_vocabularies
from tideturn.packs.schema.pathway import Pathway

STEPS = {
    Kind.REFERRAL_SENT: gettext_lazy("Sent"),
    Kind.REFERRAL_SEEN: gettext_lazy("Seen"),
    Kind.REFERRAL_ACCEPTED: gettext_lazy("Accepted"),
    Kind.REFERRAL_DECLINED: gettext_lazy("Declined"),
    Kind.REFERRAL_DONE: gettext_lazy("Done"),
    Kind.REFERRAL_REVOKED: gettext_lazy("Taken back"),
}
STATUS = {
    "sent": gettext_lazy("Sent, not opened yet"),
    "seen": gettext_lazy("Opened, not answered yet"),
    "accepted": gettext_lazy("Accepted"),
    "declined": gettext_lazy("Declined"),
    "done": gettext_lazy("Done"),
    "revoked": gettext_lazy("Taken back"),
}


@dataclass(frozen=True)
class Way:
    """Something that may be done about a referral."""

    label: str
    href: str


@dataclass(frozen=True)
class Step:
    """One step of a referral: what, when, by whom and with which words."""

    what: str
    when: str
    by: str
    words: str


@dataclass(frozen=True)
class ReferralRow:
    """A referral as a page shows it."""

    team: str
    why: str
    hands_over: bool
    status: str
    steps: tuple[Step, ...]
    ways: tuple[Way, ...]


def rows_of(found: Opened, referrals: Iterable[Referral]) -> tuple[ReferralRow, ...]:
    """Return referrals in words, the latest first."""
    listed = sorted(referrals, key=lambda referral: referral.sent_at, reverse=True)
    named = staff_of.teams_by_id(referral.to_team for referral in listed)
    entries, now = queries.journal(found.case), timezone.now()
    return tuple(
        ReferralRow(
            team=teams.name_of(named[referral.to_team]) if referral.to_team in named else referral.to_agency,
            why=referral.why,
            hands_over=bool(getattr(referral, "hands_over", False)),
            status=str(STATUS[referral.status]),
            steps=_steps(referral, entries, now),
            ways=_ways(found, referral),
        )
        for referral in listed
    )


def _steps(referral: Referral, entries: Iterable[Entry], now: datetime) -> tuple[Step, ...]:
    own = [entry for entry in entries if Kind(entry.kind) in STEPS and _is_of(entry, referral)]
    in_order = sorted(own, key=lambda entry: (entry.at, entry.recorded_at))
    return tuple(
        Step(
            str(STEPS[Kind(entry.kind)]),
            moment_words(entry.at, now),
            entry.by_name,
            str(entry.data.get("reason") or entry.data.get("note") or ""),
        )
        for entry in in_order
    )


def _is_of(entry: Entry, referral: Referral) -> bool:
    return str(entry.data.get("referral", entry.id)) == referral.id


def _ways(found: Opened, referral: Referral) -> tuple[Way, ...]:
    acts = []
    is_waiting, is_theirs = referral.status in ("sent", "seen"), referred.is_to(found, referral)
    if is_theirs and is_waiting:
        acts += [("accept", _("Accept")), ("decline", _("Decline"))]
    if is_theirs and referral.status == "accepted" and not found.relations:
        acts += [("done", _("It is done"))]
    if found.relations and referral.is_open:
        acts += [("revoke", _("Take it back"))]
    page = {"referral_id": uuid.UUID(referral.id)}
    return tuple(Way(label, addresses.of_case(found.case.id, "referral", act=act, **page)) for act, label in acts)


def purpose_words(pathway: Pathway) -> str:
    """Return what facts of a pathway's cases are shared for."""
    purpose = next((one for one in load_vocabularies().purposes if one.id == pathway.purpose), None)
    return f"{purpose.title}: {purpose.words}" if purpose else pathway.why
