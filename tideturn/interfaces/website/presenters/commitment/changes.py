"""How the register's own account of a commitment changed, in words; nobody is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tideturn.engines.plans.changes import Change
from tideturn.interfaces.design.moment import in_words


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


def change_words(change: Change) -> str:
    """Return what happened to one row: “answer added”, “title, due date changed”."""
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
    }[concerns]
