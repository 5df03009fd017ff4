"""A person as the record has them: each detail as it stands, and how it came to stand so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.people.record import queries as record
from tideturn.engines.people.record.details import FIELDS, LONGEST, PersonDetails
from tideturn.engines.people.record.queries import Identity
from tideturn.interfaces.design.forms import Choice, Day, LongText, Option, Text, day_values
from tideturn.interfaces.design.forms.days import A_BIRTH
from tideturn.interfaces.design.forms.field import Field
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.pairs import area_name
from tideturn.interfaces.workspace.presenters.times import day_words, full_moment_words
from tideturn.interfaces.workspace.reading import Opened
from tideturn.packs.areas import load_areas


@dataclass(frozen=True)
class Detail:
    """One detail, and where it is put right."""

    label: str
    value: str
    differs: bool
    href: str


@dataclass(frozen=True)
class Told:
    """Something told, corrected or decided: when, by whom, and what."""

    when: str
    by: str
    words: str
    href: str = ""


@dataclass(frozen=True)
class PersonPage:
    """All that the page of a person shows."""

    details: tuple[Detail, ...]
    tellings: tuple[Told, ...]
    corrections: tuple[Told, ...]
    joinings: tuple[Told, ...]


def page_of(found: Opened, identity: Identity) -> PersonPage:
    """Return a person with the history of what is known."""
    may_write = bool(found.relations)
    return PersonPage(
        details=tuple(_detail(found, identity, field, may_write=may_write) for field in FIELDS),
        tellings=tuple(
            Told(full_moment_words(one.told_at), one.told_by, _listed(one.details))
            for one in record.statements(identity.id)
        ),
        corrections=tuple(
            Told(
                full_moment_words(one.made_at),
                one.by_name,
                f"{label_of(one.field)}: {said(one.field, one.value) or _('not known')}. {one.reason}",
            )
            for one in record.corrections(identity.id)
        ),
        joinings=tuple(
            Told(
                full_moment_words(one.made_at),
                one.by_name,
                one.reason,
                addresses.of_case(found.case.id, "separate-person", joining_id=one.id) if may_write else "",
            )
            for one in record.joinings(identity.id)
        ),
    )


def label_of(field: str) -> str:
    """Return what a detail is called."""
    labels = {
        "chi": _("CHI number"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "birth_date": _("Date of birth"),
        "sex": _("Sex"),
        "phone": _("Phone"),
        "address": _("Address"),
        "area": _("Area of home"),
    }
    return labels[field]


def said(field: str, value: object) -> str:
    """Return a detail as a page shows it; nothing where it is not known."""
    if isinstance(value, date):
        return day_words(value)
    return area_name(str(value)) if field == "area" and value else str(value or "")


def field_of(name: str) -> Field:
    """Return the field in which a detail is put right; it may be left empty."""
    asked: dict[str, Any] = {"name": "value", "label": label_of(name), "is_required": False}
    if name == "birth_date":
        return Day(**asked, latest=timezone.localdate(), example=A_BIRTH)
    if name == "area":
        options = tuple(Option(place.code, place.name) for place in load_areas().areas)
        return Choice(**asked, options=options, is_dropped_down=True, nothing=_("Not known"))
    if name == "address":
        return LongText(**asked, at_most=LONGEST[name], rows=3)
    return Text(**asked, at_most=LONGEST[name])


def values_of(name: str, details: PersonDetails) -> Mapping[str, object]:
    """Return a detail as it stands, for its field."""
    value = getattr(details, name)
    if isinstance(value, date):
        return day_values("value", value)
    return {"value": value or (details.chi_as_given if name == "chi" else "") or ""}


def _detail(found: Opened, identity: Identity, field: str, *, may_write: bool) -> Detail:
    value = said(field, getattr(identity.details, field))
    if field == "chi" and not value and identity.details.chi_as_given:
        value = f"{identity.details.chi_as_given} ({identity.details.chi_reason})"
    page = field.replace("_", "-")
    href = addresses.of_case(found.case.id, "correct-person", field=page) if may_write else ""
    return Detail(label_of(field), value, field in identity.told_differently, href)


def _listed(details: PersonDetails) -> str:
    known = ((label_of(field), said(field, getattr(details, field))) for field in FIELDS)
    return "; ".join(f"{label}: {value}" for label, value in known if value)
