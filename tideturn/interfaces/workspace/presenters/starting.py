"""The form by which a case of a pathway is started: when, where and who, and what its first stage asks."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms import Choice, Form, LongText
from tideturn.interfaces.design.forms.asked_of_pathway import MARK, field_of, first_questions
from tideturn.interfaces.workspace.presenters import reporting
from tideturn.packs.schema.pathway import Pathway


def names_of(pathway: Pathway) -> tuple[str, ...]:
    """Return the names of the fields that ask it."""
    return tuple(MARK + question.id for question in first_questions(pathway))


def form_of(pathway: Pathway) -> Form[Mapping[str, object]]:
    """Return the form of a pathway; a question of its first stage must be answered where the pathway says so."""
    asked = (field_of(question, is_required=question.required) for question in first_questions(pathway))
    contact = Choice(name="contact", label=_("May somebody get in touch with the person?"), options=reporting.wishes())
    notes = LongText(name="notes", label=_("What else should they know?"), is_required=False)
    return Form((*reporting.when_and_where(), *reporting.who(), *asked, contact, notes), dict)
