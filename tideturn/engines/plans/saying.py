"""What a body can say of a commitment, and what it may not say."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.errors import StatementRefused
from tideturn.engines.plans.models import Commitment, Statement
from tideturn.engines.plans.words import AcceptanceValue

# Further off than any plan reaches; a typing error is likelier.
LATEST_DUE = date(2100, 12, 31)
LONGEST, LONGEST_REASON = 4_000, 1_000


@dataclass(frozen=True)
class Said:
    """What is said on a day: how far it is, in words too, and where they change a later date, an answer, a condition.

    `condition` is None where nothing is said of one, and empty where none holds any more.
    """

    stated_on: date
    status: str = ""
    note: str = ""
    due_date: date | None = None
    due_reason: str = ""
    acceptance: str = ""
    acceptance_reason: str = ""
    condition: str | None = None
    why: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is said at all."""
        said = (self.status, self.note, self.due_date, self.acceptance)
        return not any(said) and self.condition is None


FIELDS = tuple(field.name for field in fields(Said))


def said_in(statement: Statement) -> Said:
    """Return what a statement says."""
    return Said(**{name: getattr(statement, name) for name in FIELDS})


def as_values(said: Said) -> dict[str, Any]:
    """Return what is said by the names of the columns that hold it."""
    return {name: getattr(said, name) for name in FIELDS}


def check(said: Said, commitment: Commitment, *, has_exhibits: bool = False) -> None:
    """Raise StatementRefused, naming the field, for what may not be said of a commitment."""
    today = timezone.localdate()
    _check_reasons(said)
    if said.is_empty:
        raise StatementRefused("status", _("Say something: how far it is, in words, or what changes."))
    if said.stated_on > today:
        raise StatementRefused(
            "stated_on", _("Nobody can report from a day that is still to come. Write today, or an earlier day.")
        )
    if said.stated_on < commitment.plan.published:
        raise StatementRefused("stated_on", _("This is before the plan was published. Give a later day."))
    _check_later_date(said, commitment)
    if said.acceptance == AcceptanceValue.NO_ANSWER_HELD:
        raise StatementRefused("acceptance", _("Choose what you answer; that no answer is held is not for you to say."))
    if has_exhibits and not (said.status or said.note):
        raise StatementRefused("note", _("Say in words what the evidence shows."))


def _check_reasons(said: Said) -> None:
    """Refuse a reason whose date or answer is left out: it would be thrown away unsaid."""
    if said.due_reason and said.due_date is None:
        words = _("You say why the date changes, and give no new date. Give it, or take the reason away.")
        raise StatementRefused("due_date", words)
    if said.acceptance_reason and not said.acceptance:
        words = _("You put an answer in words, and choose none. Choose one, or take the words away.")
        raise StatementRefused("acceptance", words)


def _check_later_date(said: Said, commitment: Commitment) -> None:
    if said.due_date is None:
        return
    if not said.due_reason:
        raise StatementRefused("due_reason", _("Say why the date changes: everybody reads that."))
    if not (commitment.start_date or commitment.plan.published) <= said.due_date <= LATEST_DUE:
        words = _("This date is before it begins, or further off than any plan reaches. Give one between the two.")
        raise StatementRefused("due_date", words)
    if said.due_date == (getattr(commitment, "current_due_date", None) or commitment.due_date):
        raise StatementRefused("due_date", _("This is the date it has already. Leave it empty if it stays."))
