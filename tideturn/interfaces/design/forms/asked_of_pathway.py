"""The questions of a pathway as fields of a form, and their answers as a journal keeps them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms import Choice, Choices, Day, LongText, Number, Option, Text, day_values
from tideturn.interfaces.design.forms.field import Field
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.schema.question import Question, QuestionKind

# Before the name of each question, so that none is taken for the outcome or the reason of a closing.
MARK = "q-"


def first_questions(pathway: Pathway) -> tuple[Question, ...]:
    """Return what the first stage of a pathway asks."""
    return tuple(question for question in pathway.questions if question.stage == pathway.start.id)


def field_of(question: Question, *, is_required: bool = True) -> Field:
    """Return the field that asks a question."""
    asked = {"name": MARK + question.id, "label": question.label, "hint": question.help, "is_required": is_required}
    return FIELDS[question.kind](question, asked)


def answer_of(value: object) -> Any:
    """Return what was filled in as the journal keeps it: days as text, several choices as a list."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def answers_in(filled_in: Mapping[str, object]) -> dict[str, Any]:
    """Return the answers to questions among what was filled in; what was left empty is no answer."""
    marked = {name.removeprefix(MARK): answer_of(value) for name, value in filled_in.items() if name.startswith(MARK)}
    return {name: value for name, value in marked.items() if value not in (None, "", [])}


def filled_in(answers: Mapping[str, Any], questions: tuple[Question, ...]) -> dict[str, object]:
    """Return answers given earlier, as the fields of their questions take them."""
    values: dict[str, object] = {}
    for question in questions:
        if question.id in answers:
            values |= _values(question, answers[question.id])
    return values


def _values(question: Question, answer: Any) -> dict[str, object]:
    name = MARK + question.id
    if question.kind is not QuestionKind.DATE:
        return {name: answer}
    return day_values(name, date.fromisoformat(answer))


def _options(question: Question) -> tuple[Option, ...]:
    return tuple(Option(choice.id, choice.title) for choice in question.choices)


def _yes_no(question: Question, asked: Mapping[str, Any]) -> Field:
    return Choice(options=(Option("yes", _("Yes")), Option("no", _("No"))), **asked)


FIELDS: Mapping[QuestionKind, Callable[[Question, Mapping[str, Any]], Field]] = {
    QuestionKind.TEXT: lambda question, asked: Text(**asked),
    QuestionKind.LONG_TEXT: lambda question, asked: LongText(**asked),
    QuestionKind.CHOICE: lambda question, asked: Choice(options=_options(question), **asked),
    QuestionKind.CHOICES: lambda question, asked: Choices(options=_options(question), **asked),
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.DATE: lambda question, asked: Day(**asked),
    QuestionKind.NUMBER: lambda question, asked: Number(**asked),
}
