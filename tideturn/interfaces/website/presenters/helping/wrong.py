"""The questions of the page on which somebody says what is wrong with an entry, and the answer they come back for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.directory.actions.reporting import LONGEST, Fault, is_confidential
from tideturn.engines.directory.models import Reported, Service
from tideturn.engines.directory.words import Outcome, Wrong
from tideturn.interfaces.design.forms import Choice, Form, LongText, Option
from tideturn.interfaces.design.moment import in_words

# People do not see this field, and programs that fill in every field do.
TRAP = "website"


@dataclass(frozen=True)
class AnsweredWords:
    """What somebody found wrong, and what became of it."""

    reference: str
    name: str
    code: str
    wrong: str
    reported: str
    outcome: str
    answer: str
    answered: str


def form(service: Service) -> Form[Fault]:
    """Return the questions; of a confidential service nothing can be written, for it could name the place."""
    if is_confidential(service):
        return Form((_wrong(),), _fault)
    return Form((_wrong(), _text()), _fault)


def answered(kept: Reported) -> AnsweredWords:
    """Return in words what became of a report; what was written in it is not shown to whoever has its reference."""
    return AnsweredWords(
        reference=kept.reference,
        name=kept.service.name if kept.service else "",
        code=kept.service.code if kept.service and kept.service.withdrawn_at is None else "",
        wrong=_labels().get(kept.wrong, ""),
        reported=in_words(kept.reported_on),
        outcome=_outcomes().get(kept.outcome, ""),
        answer=kept.answer,
        answered=in_words(kept.answered_on) if kept.answered_on else "",
    )


def _fault(wrong: str, text: str = "") -> Fault:
    return Fault(Wrong(wrong), text)


def _labels() -> dict[str, str]:
    return {
        Wrong.CLOSED: _("It is not there any more"),
        Wrong.HOURS: _("The hours"),
        Wrong.PHONE: _("The telephone number"),
        Wrong.PLACE: _("Where it is"),
        Wrong.GETTING_IN: _("How to get in, or what is asked"),
        Wrong.ELSE: _("Something else"),
    }


def _outcomes() -> dict[str, str]:
    return {
        Outcome.MENDED: _("It was wrong, and is mended."),
        Outcome.RIGHT: _("It was looked at, and is right as it stands."),
        Outcome.TAKEN_OUT: _("The entry was taken out."),
    }


def _wrong() -> Choice:
    return Choice(
        name="wrong",
        label=_("What is wrong?"),
        options=tuple(Option(value, label) for value, label in _labels().items()),
        missing=_("Say what is wrong."),
    )


def _text() -> LongText:
    return LongText(
        name="text",
        label=_("What would be right, or what did you find?"),
        hint=_("Write no names, neither your own nor anybody else’s."),
        is_required=False,
        at_most=LONGEST,
        rows=4,
    )
