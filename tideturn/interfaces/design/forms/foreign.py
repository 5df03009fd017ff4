"""A form of Django's own, shown by our components."""

from django.forms import BaseForm, BoundField
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers, Problem
from tideturn.interfaces.design.forms.field import Field
from tideturn.interfaces.design.forms.form import Reading
from tideturn.interfaces.design.forms.writing import Text


def shown(form: BaseForm, fields: tuple[Text, ...]) -> Reading[None]:
    """Return a Django form as a page shows it, field by field in our words; secrets are never sent back."""
    typed = {field.name: _typed(form[field.name], field) for field in fields}
    said = {field.name: _said(form, field) for field in fields}
    problems = [Problem(field.name, f"#{field.target}", said[field.name]) for field in fields if said[field.name]]
    problems += [_of_whole(fields[0], str(words)) for words in form.non_field_errors()]
    answers = Answers.of(typed)
    return Reading(None, tuple(field.shown(answers, said[field.name]) for field in fields), tuple(problems))


def _typed(bound: BoundField, field: Text) -> str:
    return "" if field.kind == "password" or not bound.form.is_bound else str(bound.value() or "")


def _said(form: BaseForm, field: Text) -> str:
    errors = form.errors.get(field.name, ErrorList())
    is_missing = any(error.code == "required" for error in getattr(errors, "as_data", list)())
    return field.asks_again if is_missing else " ".join(map(str, errors))


def _of_whole(first: Field, words: str) -> Problem:
    return Problem("", f"#{first.target}", words or _("Something is not right."))
