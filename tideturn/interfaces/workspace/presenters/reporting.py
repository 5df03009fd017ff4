"""The form by which somebody at work reports an overdose, and the receipt they are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms import Choice, Day, Form, LongText, Option, Text, TimeOfDay, YesNo, day_values
from tideturn.interfaces.design.forms.days import A_BIRTH
from tideturn.interfaces.design.forms.field import Field
from tideturn.interfaces.joint.intake.report import ContactWish
from tideturn.interfaces.joint.intake.values import EARLIEST
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.packs.areas import load_areas

PERSON = ("given_name", "family_name", "birth_date", "phone", "address", "chi")


@dataclass(frozen=True)
class Reported:
    """What somebody knows of an overdose; only when it happened must be known."""

    day: date
    time: time
    place_area: str
    place: str
    conveyed_to: str
    given_name: str
    family_name: str
    birth_date: date | None
    phone: str
    address: str
    home_area: str
    chi: str
    naloxone_given: bool | None
    contact: str
    notes: str


@dataclass(frozen=True)
class Receipt:
    """What the one who reported is told: the reference, who has it, and what is due first and when."""

    reference: str
    team: str
    due_what: str
    due_when: str


def form_of() -> Form[Reported]:
    """Return the form with its five questions."""
    return Form((*when_and_where(), *who(), *_what()), Reported)


def today() -> Mapping[str, object]:
    """Return what the form begins with: the day of today, and that nobody was asked."""
    return {**day_values("day", timezone.localdate()), "contact": ContactWish.NOT_ASKED.value}


def when_and_where() -> tuple[Field, ...]:
    """Return the questions of when and where it was."""
    return (
        Day(name="day", label=_("Which day?"), earliest=EARLIEST.date(), latest=timezone.localdate()),
        TimeOfDay(name="time", label=_("At what time?"), hint=_("As near as you know, for example 02:15.")),
        _area("place_area", _("In which area?")),
        Text(name="place", label=_("Where exactly?"), hint=_("For example a stairwell, a hostel, a street."),
             is_required=False, at_most=400),
        Text(name="conveyed_to", label=_("Taken to"), hint=_("A hospital, if any."), is_required=False),
    )  # fmt: skip


def who() -> tuple[Field, ...]:
    """Return the questions of who it was; none must be known."""
    today_at_latest = timezone.localdate()
    return (
        _line("given_name", _("Given name"), 100),
        _line("family_name", _("Family name"), 100),
        Day(name="birth_date", label=_("Date of birth"), is_required=False, latest=today_at_latest, example=A_BIRTH),
        _line("phone", _("Phone"), 40),
        LongText(name="address", label=_("Address, or where they stay"), is_required=False, at_most=400, rows=2),
        _area("home_area", _("Area of home")),
        _line("chi", _("CHI number"), 40),
    )


def _what() -> tuple[Field, ...]:
    return (
        YesNo(name="naloxone_given", label=_("Was naloxone given?"), is_required=False),
        Choice(name="contact", label=_("May somebody get in touch with the person?"), options=wishes()),
        LongText(name="notes", label=_("What else should they know?"), is_required=False,
                 hint=_("For example how many people were there, what was taken, what makes contact safe.")),
    )  # fmt: skip


def wishes() -> tuple[Option, ...]:
    """Return what somebody may have said about being contacted."""
    return (
        Option(ContactWish.GIVEN.value, _("Yes, they agreed")),
        Option(ContactWish.NO_OBJECTION.value, _("They were told, and did not object")),
        Option(ContactWish.REFUSED.value, _("No, they do not want to be contacted")),
        Option(ContactWish.UNABLE.value, _("They could not be asked")),
        Option(ContactWish.NOT_ASKED.value, _("Nobody asked")),
    )


def _line(name: str, label: str, at_most: int) -> Text:
    return Text(name=name, label=label, is_required=False, at_most=at_most)


def _area(name: str, label: str) -> Choice:
    options = tuple(Option(place.code, place.name) for place in load_areas().areas)
    return Choice(
        name=name, label=label, options=options, is_dropped_down=True, nothing=_("Not known"), is_required=False
    )


def body_of(filled: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report as intake takes it; what was left empty is not known."""
    at = timezone.make_aware(datetime.combine(filled["day"], filled["time"]))
    details = {name: filled[name] or None for name in PERSON}
    born = details["birth_date"]
    person = {**details, "birth_date": born.isoformat() if born else None, "area": filled["home_area"] or None}
    place = {"area": filled["place_area"] or None, "description": filled["place"] or None}
    return {
        "occurred_at": at.isoformat(),
        "place": place if any(place.values()) else None,
        "person": person if any(person.values()) else None,
        "conveyed_to": filled.get("conveyed_to") or None,
        "naloxone_given": filled.get("naloxone_given"),
        "contact": filled["contact"],
        "notes": filled["notes"] or None,
    }


def field_for(place: Sequence[str | int]) -> str:
    """Return the field of the form in which a part of a report was filled in."""
    names = {
        "occurred_at": "time", "place.area": "place_area", "place.description": "place", "person.area": "home_area",
        "area": "home_area",
    }  # fmt: skip
    whole = ".".join(map(str, place))
    return names.get(whole, str(place[-1]) if place else "notes")


def receipt_of(kept: Mapping[str, Any]) -> Receipt:
    """Return a receipt in words."""
    first = min(kept["clocks"], key=lambda clock: clock["due_at"], default=None)
    due = parse_datetime(first["due_at"]) if first else None
    return Receipt(
        reference=kept["reference"],
        team=kept["responsible_team"],
        due_what=first["name"] if first else "",
        due_when=moment_words(due, timezone.now()) if due else "",
    )
