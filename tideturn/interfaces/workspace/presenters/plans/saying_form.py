"""The form in which an owner says how far a commitment is, and what changes; and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Statement
from tideturn.engines.plans.saying import LONGEST_REASON, Said
from tideturn.engines.plans.words import Status
from tideturn.interfaces.design.forms import Choice, Day, Form, LongText, Reading, Text, Tick, day_values, options_of
from tideturn.interfaces.design.forms.field import Shown
from tideturn.interfaces.workspace.presenters.plans.labels import ANSWERS

WORDS = ("status", "note", "due_reason", "acceptance", "acceptance_reason", "why")
Written = Reading[dict[str, Any]]


def saying_form(*, has_condition: bool, is_of_area: bool = False) -> Form[dict[str, Any]]:
    """Return the form; of an area only how far it is is asked."""
    more = () if is_of_area else (*_later_date(), *_answer(), *_condition(has_condition=has_condition))
    return Form((*_how_far(is_of_area=is_of_area), *more, _why()), dict)


def _how_far(*, is_of_area: bool) -> tuple[Choice | LongText | Day, ...]:
    return (
        Choice(
            name="status",
            label=_("How far is it?"),
            hint="" if is_of_area else _("Leave it open if you only add words."),
            options=options_of(Status.choices),
            is_dropped_down=True,
            nothing=_("Choose one") if is_of_area else _("Nothing new"),
            is_required=is_of_area,
        ),
        LongText(
            name="note",
            label=_("In words"),
            hint=_("What was done, for whom, and what is still to come. Everybody will read this."),
            rows=6,
            is_required=False,
        ),
        Day(
            name="stated_on",
            label=_("As it stood on"),
            hint=_("Today, or the day your figures are of. It counts from the day on which it is published."),
        ),
    )


def _later_date() -> tuple[Day | LongText, ...]:
    return (
        Day(
            name="due_date",
            label=_("New date by which it is due"),
            hint=_("Only where the date changes. The first date stays on the page for good."),
            is_required=False,
        ),
        LongText(name="due_reason", label=_("Why the date changes"), rows=3, at_most=LONGEST_REASON, is_required=False),
    )


def _answer() -> tuple[Choice | LongText, ...]:
    return (
        Choice(
            name="acceptance",
            label=_("Is it accepted?"),
            hint=_("Only where your answer changes."),
            options=options_of(ANSWERS),
            is_dropped_down=True,
            nothing=_("Nothing new"),
            is_required=False,
        ),
        LongText(name="acceptance_reason", label=_("Your answer in words"), rows=3, at_most=2000, is_required=False),
    )


def _condition(*, has_condition: bool) -> tuple[LongText | Tick, ...]:
    words = LongText(
        name="condition",
        label=_("On what condition?"),
        hint=_("Only where what must hold first changes."),
        rows=3,
        at_most=1000,
        is_required=False,
    )
    ended = Tick(name="no_condition", label=_("No condition holds any more"), is_required=False)
    return (words, ended) if has_condition else (words,)


def _why() -> Text:
    hint = _("Read by whoever publishes it, and by nobody else.")
    return Text(name="why", label=_("A word to whoever publishes it"), hint=hint, at_most=500, is_required=False)


def said_of(read: Mapping[str, Any]) -> Said:
    """Return what was written in the form as what is said."""
    condition = "" if read.get("no_condition") else (read.get("condition") or None)
    plain = {name: read.get(name) or "" for name in ("status", "note", "due_reason", "acceptance", "acceptance_reason")}
    return Said(
        stated_on=read["stated_on"],
        due_date=read.get("due_date"),
        condition=condition,
        why=read.get("why", ""),
        **plain,
    )


def values_of(statement: Statement | None) -> dict[str, object]:
    """Return what stands in the form when it is opened: the draft as it is, or today's date alone."""
    if statement is None:
        return day_values("stated_on", timezone.localdate())
    return {
        **{name: getattr(statement, name) for name in WORDS},
        **day_values("stated_on", statement.stated_on),
        **day_values("due_date", statement.due_date),
        "condition": statement.condition or "",
        "no_condition": "yes" if statement.condition == "" else "",
    }


@dataclass(frozen=True)
class Part:
    """Some fields of the form under one heading; what is seldom needed is folded away until it holds something."""

    id: str
    title: str
    fields: tuple[Shown, ...]
    is_folded: bool = False


def parts(form: Written) -> tuple[Part, ...]:
    """Return the fields of the form under their headings."""
    headings = (
        ("far", _("How far it is"), ("status", "note", "stated_on"), False),
        ("date", _("Has the date changed?"), ("due_date", "due_reason"), True),
        ("answer", _("Has your answer changed?"), ("acceptance", "acceptance_reason"), True),
        ("condition", _("Has a condition changed?"), ("condition", "no_condition"), True),
        ("why", _("Before it is handed in"), ("why",), False),
    )
    found = (
        Part(place, title, tuple(form.by_name[name] for name in names if name in form.by_name), folds)
        for place, title, names, folds in headings
    )
    return tuple(_unfolded(part) for part in found if part.fields)


def _unfolded(part: Part) -> Part:
    is_used = any(shown.said or shown.value or any(box.value for box in shown.parts) for shown in part.fields)
    return Part(part.id, part.title, part.fields, part.is_folded and not is_used)
