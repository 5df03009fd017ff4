"""Whether answers answer what the pathway asks: by the kind of each question."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tideturn.engines.pathways.checks.check import Asked
from tideturn.engines.pathways.checks.shapes import LONGEST_LINE, LONGEST_TEXT, is_readable
from tideturn.engines.pathways.errors import EntryRefused
from tideturn.engines.pathways.rules import is_unanswered
from tideturn.packs.schema.question import Question, QuestionKind

LARGEST_NUMBER = 1_000_000_000


def check_answers(asked: Asked) -> None:
    """Refuse an answer to no question of the pathway, or one that is no answer to its question."""
    questions = {question.id: question for question in asked.pathway.questions}
    for question_id, answer in (asked.data.get("answers") or {}).items():
        question = questions.get(question_id)
        if question is None:
            raise EntryRefused(f"The pathway asks no question “{str(question_id)[:80]}”.")
        if not is_unanswered(answer) and not fits(question, answer):
            raise EntryRefused(f"“{question.label}” is answered by {WORDS[question.kind]}.")


def fits(question: Question, answer: Any) -> bool:
    """Tell whether an answer is of the question's kind."""
    return FITS[question.kind](question, answer)


def _choices(question: Question, answer: Any) -> bool:
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        return False
    return len(set(answer)) == len(answer) and set(answer) <= set(question.possible_answers)


def _date(question: Question, answer: Any) -> bool:
    try:
        return isinstance(answer, str) and date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False


def _number(question: Question, answer: Any) -> bool:
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    return is_number and math.isfinite(answer) and abs(answer) <= LARGEST_NUMBER


def _one_of(question: Question, answer: Any) -> bool:
    return isinstance(answer, str) and answer in question.possible_answers


FITS: Mapping[QuestionKind, Callable[[Question, Any], bool]] = {
    QuestionKind.TEXT: lambda question, answer: is_readable(answer, LONGEST_LINE),
    QuestionKind.LONG_TEXT: lambda question, answer: is_readable(answer, LONGEST_TEXT),
    QuestionKind.CHOICE: _one_of,
    QuestionKind.CHOICES: _choices,
    QuestionKind.YES_NO: _one_of,
    QuestionKind.DATE: _date,
    QuestionKind.NUMBER: _number,
}
WORDS = {
    QuestionKind.TEXT: f"text of at most {LONGEST_LINE} characters",
    QuestionKind.LONG_TEXT: f"text of at most {LONGEST_TEXT} characters",
    QuestionKind.CHOICE: "one of its choices",
    QuestionKind.CHOICES: "a list of its choices, each once",
    QuestionKind.YES_NO: "yes or no",
    QuestionKind.DATE: "a day, written as 2026-11-30",
    QuestionKind.NUMBER: "a number",
}
