"""What people found wrong with entries, in words for those who answer, and the form in which they do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.directory.actions.reporting import LONGEST
from tideturn.engines.directory.models import Reported, Service
from tideturn.engines.directory.told_wrong import LONG
from tideturn.engines.directory.words import Outcome, Wrong
from tideturn.interfaces.design.forms import Choice, Form, LongText, Option
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.directory.asked import ReportAnswer
from tideturn.interfaces.workspace.presenters.times import day_words, span_words


@dataclass(frozen=True)
class WrongRow:
    """A report in a list."""

    href: str
    name: str
    wrong: str
    said: str
    is_late: bool
    is_answered: bool


def wrong_rows(reports: Iterable[Reported]) -> tuple[WrongRow, ...]:
    """Return reports as rows."""
    today = timezone.localdate()
    return tuple(
        WrongRow(
            href=addresses.of("directory-wrong-report", reference=one.reference),
            name=name_of(one),
            wrong=wrong_words(one),
            said=standing(one, today),
            is_late=is_late(one, today),
            is_answered=bool(one.outcome),
        )
        for one in reports
    )


def service_of(kept: Reported) -> Service | None:
    """Return the entry of which a report is: the one that it turned out to be, none where it is gone for good."""
    return kept.service and (kept.service.same_as or kept.service)


def name_of(kept: Reported) -> str:
    """Return the name of the entry."""
    service = service_of(kept)
    if service is None:
        return _("An entry that is no longer in the directory")
    return service.name or _("Without a name")


def standing(kept: Reported, today: date) -> str:
    """Return since when a report waits, or who answered it and when."""
    if kept.answered_on is not None:
        words = _("Answered by %(who)s on %(day)s: %(outcome)s")
        said = {"who": kept.answered_by, "day": day_words(kept.answered_on), "outcome": outcome_words(kept)}
        return words % said
    told = _("Told on %(day)s") % {"day": day_words(kept.reported_on)}
    waited = today - kept.reported_on
    return f"{told}; {_('not answered for %(days)s') % {'days': span_words(waited)}}" if waited.days > 0 else told


def is_late(kept: Reported, today: date) -> bool:
    """Return whether a report has waited for so long that nobody may come back for its answer."""
    return not kept.outcome and today - kept.reported_on >= LONG


def wrong_words(kept: Reported) -> str:
    """Return what is wrong, as it was asked."""
    return str(
        {
            Wrong.CLOSED: _("It is not there any more"),
            Wrong.HOURS: _("The hours"),
            Wrong.PHONE: _("The telephone number"),
            Wrong.PLACE: _("Where it is"),
            Wrong.GETTING_IN: _("How to get in, or what is asked"),
            Wrong.ELSE: _("Something else"),
        }[Wrong(kept.wrong)]
    )


def outcome_words(kept: Reported) -> str:
    """Return what became of it, nothing where nobody has answered."""
    return next((option.label for option in _outcomes() if option.value == kept.outcome), "")


def answer_form() -> Form[ReportAnswer]:
    """Return the form in which a report is answered."""
    hint = _("Shown to whoever has the reference, on a page without a password. Name nobody.")
    return Form(
        (
            Choice(name="outcome", label=_("What became of it?"), options=_outcomes()),
            LongText(name="words", label=_("Your answer"), hint=hint, rows=4, at_most=LONGEST),
        ),
        ReportAnswer,
    )


def _outcomes() -> tuple[Option, ...]:
    return (
        Option(Outcome.MENDED, _("It was wrong, and is mended"), _("Change the entry first.")),
        Option(Outcome.RIGHT, _("It was looked at, and is right as it stands")),
        Option(Outcome.TAKEN_OUT, _("The entry was taken out")),
    )
