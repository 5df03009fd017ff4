"""The forms of questions to owners and of meetings."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans import scrutiny
from tideturn.engines.plans.models import Meeting, Organisation
from tideturn.engines.plans.words import ChallengeOutcome
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.forms import Choice, Day, Form, LongText, Option, Reading, Text, day_values, options_of
from tideturn.interfaces.workspace.presenters.plans.questions import meeting_words

Written = Reading[dict[str, Any]]


def ask_form(bodies: Sequence[Organisation], meetings: Sequence[Meeting]) -> Form[dict[str, Any]]:
    """Return the form of a question: for which meeting is asked where one is to come."""
    options = _meetings(meetings)
    meeting = Choice(
        name="meeting", label=_("For which meeting?"), options=options, is_dropped_down=True, nothing=_("None"),
        is_required=False,
    )  # fmt: skip
    hint = _("Read by the agencies that speak for an owner. It stands on no public page.")
    asks = LongText(name="asks", label=_("What do you ask?"), hint=hint, rows=4, at_most=2000)
    return Form((*as_body(bodies), asks, *((meeting,) if options else ())), dict)


def as_body(bodies: Sequence[Organisation]) -> tuple[Choice, ...]:
    """Return the question as which body somebody acts, where their agency speaks for several."""
    if len(bodies) < 2:
        return ()
    options = options_of((body.pk, body.name) for body in bodies)
    return (Choice(name="body", label=_("As which body?"), options=options),)


def next_of(by: Actor) -> dict[str, object]:
    """Return what stands in the form when it is opened: the next meeting."""
    found = scrutiny.next_meeting(by, today())
    return {"meeting": str(found.pk)} if found else {}


def _meetings(meetings: Sequence[Meeting]) -> tuple[Option, ...]:
    return options_of((str(one.pk), meeting_words(one)) for one in meetings)


def carry_form(meetings: Sequence[Meeting]) -> Form[dict[str, Any]]:
    """Return the form that puts a question on another meeting."""
    label = _("Put it on another meeting")
    return Form((Choice(name="meeting", label=label, options=_meetings(meetings), is_dropped_down=True),), dict)


def answer_form() -> Form[dict[str, Any]]:
    """Return the form of an answer."""
    hint = _("Read by whoever asked. What everybody should read belongs into what you say of the commitment.")
    return Form((LongText(name="answer", label=_("Your answer"), hint=hint, rows=6, at_most=4000),), dict)


def closing_form(*, is_answered: bool) -> Form[dict[str, Any]]:
    """Return the form that closes a question; one that nobody answered leaves nobody satisfied."""
    options = options_of(
        pair for pair in ChallengeOutcome.choices if is_answered or pair[0] != ChallengeOutcome.SATISFIED
    )
    label = _("Will the answer do?") if is_answered else _("What became of it?")
    words = LongText(name="closing_words", label=_("In words"), rows=3, at_most=1000, is_required=False)
    return Form((Choice(name="outcome", label=label, options=options), words), dict)


def values_of(meeting: Meeting) -> dict[str, object]:
    """Return what stands in the form of a meeting that is set."""
    return {"title": meeting.title, **day_values("held_on", meeting.held_on)}


def meeting_form(bodies: Sequence[Organisation]) -> Form[dict[str, Any]]:
    """Return the form of a meeting."""
    title = Text(name="title", label=_("What the meeting is called"), at_most=200)
    return Form((*as_body(bodies), title, Day(name="held_on", label=_("When it is held"))), dict)
