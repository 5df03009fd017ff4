"""How a verdict is asked for: what was found, why, of which day, and what bears it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Organisation
from tideturn.engines.plans.words import VerdictValue
from tideturn.interfaces.design.forms import Choice, Day, Form, LongText, Reading, options_of
from tideturn.interfaces.workspace.presenters.plans.evidence_form import evidence_fields, read_evidence_in
from tideturn.interfaces.workspace.presenters.plans.question_forms import as_body

Written = Reading[dict[str, Any]]


@dataclass(frozen=True)
class Given:
    """A verdict as it was written."""

    body: str
    value: str
    reason: str
    stated_on: date
    exhibit: dict[str, Any] | None


def verdict_form(bodies: Sequence[Organisation]) -> Form[dict[str, Any]]:
    """Return the form; as which body one judges is asked only where there are several."""
    return Form(
        (
            *as_body(bodies),
            Choice(
                name="value",
                label=_("What did you find?"),
                options=options_of(VerdictValue.choices),
            ),
            LongText(
                name="reason",
                label=_("Why"),
                hint=_("What you looked at and what it shows. Everybody reads this at once, with your name."),
                rows=5,
            ),
            Day(name="stated_on", label=_("Found on"), hint=_("An earlier day is said beside your reason.")),
            *evidence_fields(is_required=False),
        ),
        dict,
    )


def read_verdict(form: Form[dict[str, Any]], posted: Mapping[str, object], file: Any) -> tuple[Written, Given | None]:
    """Return the form as it was filled in, and the verdict where nothing is wrong with it."""
    read = form.read(posted)
    if read.value is None:
        return read, None
    exhibit, said = read_evidence_in(read.value, file, is_required=False)
    if said:
        return form.refused(posted, said), None
    given = read.value
    return read, Given(given.get("body", ""), given["value"], given["reason"], given["stated_on"], exhibit)
