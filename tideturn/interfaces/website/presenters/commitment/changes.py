"""How the register's own account of a commitment changed, in words; nobody is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tideturn.engines.plans.changes import Change
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels


@dataclass(frozen=True)
class ChangeLine:
    """All that happened to a commitment's rows on one day for one reason."""

    day: str
    words: str
    reason: str


def change_lines(changes: Iterable[Change], zone: str) -> tuple[ChangeLine, ...]:
    """Return the changes, those of one day and one reason together, the latest first."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for change in changes:
        day = in_words(change.at.astimezone(ZoneInfo(zone)).date())
        groups.setdefault((day, change.reason), {})[change_words(change)] = None
    return tuple(ChangeLine(day, "; ".join(words), reason) for (day, reason), words in groups.items())


@dataclass(frozen=True)
class CorrectionLine:
    """A slip that was mended: when, what, why, and where it stands as it was."""

    day: str
    words: str
    reason: str
    href: str


def correction_lines(corrections: Iterable[Any], commitment: Any, moment: Moment) -> tuple[CorrectionLine, ...]:
    """Return the corrections of a commitment by the day, each with the address of the page as it was before."""
    return tuple(_correction(one, commitment, moment) for one in corrections)


def _correction(one: Any, commitment: Any, moment: Moment) -> CorrectionLine:
    before = one.corrected_on - timedelta(days=1)
    was_there = commitment.plan.published <= before
    href = Moment(before, moment.today).lasting_link(commitment.get_absolute_url()) if was_there else ""
    return CorrectionLine(in_words(one.corrected_on), labels.corrected_words(one.fields), one.reason, href)


def change_words(change: Change) -> str:
    """Return what happened to one row: “answer added”, “title, due date changed”."""
    if change.concerns == "Correction":
        return _("corrected")
    noun = _noun(change.concerns)
    if change.did == "insert":
        return _("%(noun)s added") % {"noun": noun}
    if change.did == "delete":
        return _("%(noun)s removed") % {"noun": noun}
    fields = ", ".join(field.removesuffix("_id").replace("_", " ") for field in change.fields)
    return _("%(noun)s changed (%(fields)s)") % {"noun": noun, "fields": fields or _("nothing a reader sees")}


def _noun(concerns: str) -> str:
    return {
        "Commitment": _("commitment"),
        "Acceptance": _("answer"),
        "Response": _("reply"),
        "Position": _("position"),
        "Verdict": _("verdict"),
        "DueDateRevision": _("later date"),
        "Money": _("sum of money"),
        "Quotation": _("quotation"),
        "AreaDelivery": _("area’s position"),
        "Condition": _("condition"),
        "Correction": _("correction"),
    }[concerns]
