"""The answers to a pathway's questions in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tideturn.interfaces.design.moment import in_words
from tideturn.packs.schema.pathway import Pathway
from tideturn.packs.schema.question import Question, QuestionKind


def answers_of(answers: Mapping[str, Any], pathway: Pathway) -> tuple[tuple[str, str], ...]:
    """Return each question that was answered with its answer, in the order in which the pathway asks."""
    given = ((question, answers.get(question.id)) for question in pathway.questions)
    return tuple(
        (question.label, answer_words(question, value)) for question, value in given if value not in (None, "")
    )


def answer_lines(answers: Mapping[str, Any], pathway: Pathway) -> tuple[str, ...]:
    """Return the same as lines of text."""
    return tuple(f"{label} {words}" for label, words in answers_of(answers, pathway))


def answer_words(question: Question, value: Any) -> str:
    """Return an answer as people read it."""
    if isinstance(value, list | tuple):
        return ", ".join(answer_words(question, one) for one in value)
    if question.kind is QuestionKind.YES_NO:
        return {"yes": _("Yes"), "no": _("No"), "True": _("Yes"), "False": _("No")}.get(str(value), str(value))
    if question.kind is QuestionKind.DATE:
        return _day(str(value))
    return next((choice.title for choice in question.choices if choice.id == value), str(value))


def _day(written: str) -> str:
    try:
        return in_words(date.fromisoformat(written))
    except ValueError:
        return written
