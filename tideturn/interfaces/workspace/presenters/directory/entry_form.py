"""The form in which an entry is written: its fields from the pack's words, and what they are read into."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.directory.describing import describing, tag
from tideturn.engines.directory.entering import ASKED, Address, Entry
from tideturn.engines.directory.errors import ServiceNotFound
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.ours import HOLIDAYS, Closing
from tideturn.engines.directory.queries import service as service_by_code
from tideturn.interfaces.design.forms import (
    Choice,
    Choices,
    Day,
    Form,
    LongText,
    Number,
    Option,
    Reading,
    Text,
    Tick,
    day_values,
)
from tideturn.interfaces.design.forms.field import Field
from tideturn.interfaces.workspace.presenters.directory.fields import ON_HOLIDAYS
from tideturn.packs.schema.directory_term import Facet, FacetId

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB = re.compile(r"https?://[^\s]+")
TEXTS = (
    "name",
    "description",
    "eligibility",
    "how_to_get_in",
    "phone",
    "email",
    "website",
    "capacity_words",
    "out_of_hours",
)
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Written:
    """What was written: the entry, whether its address is to be hidden, and why it is to be changed."""

    entry: Entry
    conceals: bool
    why: str


@dataclass(frozen=True)
class Section:
    """Fields that belong together, under a heading."""

    id: str
    title: str
    fields: tuple[object, ...]


def entry_form(*, is_new: bool, may_conceal: bool) -> Form[dict[str, Any]]:
    """Return the form for an entry; a new one is asked where it is."""
    fields = [
        *_what(),
        *_how_to_reach(),
        *_when_shut(),
        *_for_now(),
        *(_whose() if is_new else ()),
        *(_where() if is_new else ()),
        *(_confidential() if may_conceal else ()),
        LongText(name="why", label=_("Why do you change it?"), hint=_("Read by whoever decides."), rows=2,
                 at_most=1000, is_required=False),
    ]  # fmt: skip
    return Form(tuple(fields), dict)


def sections(reading: Reading[dict[str, Any]]) -> tuple[Section, ...]:
    """Return the fields of a form under their headings, in its order."""
    heads = (
        ("what", _("What it is"), {*TEXTS[:4], *(_name(facet) for facet in ASKED)}),
        ("reach", _("How to reach it"), {"phone", "email", "website"}),
        ("shut", _("When it is shut"), {"holidays", "out_of_hours"}),
        ("now", _("At present"), {"closed_from", "closed_until", "closed_why", "places_free", "capacity_words",
                                  "alternates"}),
        ("where", _("Whose it is, and where"), {"organisation", "address_1", "city", "postcode", "is_confidential"}),
        ("last", _("For whoever decides"), {"why"}),
    )  # fmt: skip
    found = (
        (key, title, tuple(one for one in reading.fields if one.field.name in names)) for key, title, names in heads
    )
    return tuple(Section(key, title, fields) for key, title, fields in found if fields)


def values_of(entry: Entry) -> dict[str, object]:
    """Return an entry as the values of the form."""
    chosen = {_name(facet): _chosen(entry, facet) for facet in ASKED}
    codes = Service.objects.filter(pk__in=entry.alternates).order_by("name").values_list("code", flat=True)
    shut = entry.closing
    days = {
        **day_values("closed_from", shut.first if shut else None),
        **day_values("closed_until", shut.last if shut else None),
    }
    texts = {name: getattr(entry, name) for name in TEXTS}
    now = {
        "places_free": entry.places_free,
        "closed_why": shut.why if shut else "",
        "alternates": ", ".join(codes),
        "holidays": next((name for name, is_shut in HOLIDAYS.items() if is_shut is entry.shut_on_holidays), ""),
    }
    return {**texts, **chosen, **days, **now}


def written(form: Form[dict[str, Any]], posted: Answers) -> tuple[Written | None, Reading[dict[str, Any]]]:
    """Return what was posted, and the form with what is wrong with it."""
    reading = form.read(posted)
    if reading.value is None:
        return None, reading
    asked: dict[str, Any] = reading.value
    said: dict[str, str] = {}
    alternates = _alternates(asked["alternates"], said)
    said |= {name: words for name, words in _problems(asked) if words}
    if said:
        return None, form.refused(posted, said)
    texts = {name: asked[name] for name in TEXTS}
    terms = frozenset(tag(facet, one) for facet in ASKED for one in _ticked(asked[_name(facet)]))
    closing = (
        Closing(asked["closed_from"], asked["closed_until"], asked["closed_why"]) if asked["closed_from"] else None
    )
    entry = Entry(
        terms=terms, closing=closing, places_free=asked["places_free"], alternates=alternates, address=_address(asked),
        shut_on_holidays=HOLIDAYS.get(asked["holidays"]), **texts,
    )  # fmt: skip
    return Written(entry, bool(asked.get("is_confidential")), asked["why"]), reading


def _what() -> tuple[Field, ...]:
    facets = [describing().vocabulary.facet(one) for one in ASKED]
    return (
        Text(name="name", label=_("Name of the service"), at_most=200),
        *(_facet_field(facet) for facet in facets),
        LongText(name="description", label=_("What it does, in plain words"), rows=6, is_required=False),
        LongText(name="eligibility", label=_("Who can come"), rows=3, at_most=1000, is_required=False),
        LongText(name="how_to_get_in", label=_("How to get in, in words"), rows=3, at_most=1000, is_required=False),
    )


def _facet_field(facet: Facet) -> Field:
    options = tuple(Option(term.id, term.title) for term in facet.terms)
    if facet.id is FacetId.LISTINGS:
        return Choice(name=_name(facet.id), label=facet.title, options=options, is_dropped_down=True, is_required=False,
                      nothing=_("Not said"))  # fmt: skip
    return Choices(name=_name(facet.id), label=facet.title, options=options, is_required=False)


def _how_to_reach() -> tuple[Field, ...]:
    return (
        Text(name="phone", label=_("Telephone"), kind="tel", at_most=40, is_required=False),
        Text(name="email", label=_("E-mail"), kind="email", at_most=254, is_required=False),
        Text(name="website", label=_("Website"), kind="url", at_most=500, hint=_("It begins with https://"),
             is_required=False),
    )  # fmt: skip


def _when_shut() -> tuple[Field, ...]:
    whole = _("If nobody says it, the page says that it may be shut on them.")
    else_ = _("Whom somebody rings who stands at a shut door.")
    return (
        Choice(name="holidays", label=_("On public holidays"), hint=whole, is_required=False, nothing=_("Not said"),
               is_dropped_down=True,
               options=tuple(Option(name, str(words)) for name, words in ON_HOLIDAYS.items())),
        Text(name="out_of_hours", label=_("What to do while it is shut"), at_most=300, hint=else_, is_required=False),
    )  # fmt: skip


def _for_now() -> tuple[Field, ...]:
    until = _("Leave empty if nobody knows yet.")
    codes = _("The codes of their entries, with commas between them.")
    return (
        Day(name="closed_from", label=_("Shut from"), hint=_("Only if it is shut for a while."), is_required=False),
        Day(name="closed_until", label=_("Shut until, that day included"), hint=until, is_required=False),
        Text(name="closed_why", label=_("Why it is shut"), at_most=300, is_required=False),
        Number(name="places_free", label=_("Places that are free now"), inputmode="numeric", largest=10_000,
               is_required=False),
        Text(name="capacity_words", label=_("Waiting time, in words"), at_most=300, is_required=False),
        Text(name="alternates", label=_("Where to go if it is full or shut"), hint=codes, is_required=False),
    )  # fmt: skip


def _whose() -> tuple[Field, ...]:
    hint = _("As people know it. One that is listed already is found by its name.")
    return (Text(name="organisation", label=_("Organisation that gives this help"), hint=hint),)


def _where() -> tuple[Field, ...]:
    return (
        Text(name="address_1", label=_("Street and number"), is_required=False),
        Text(name="city", label=_("Town"), at_most=100, is_required=False),
        Text(name="postcode", label=_("Postcode"), at_most=12, width=10, is_required=False),
    )


def _confidential() -> tuple[Field, ...]:
    hint = _("For refuges and the like. The address is taken out of everything that is kept, and cannot be put back.")
    return (
        Tick(name="is_confidential", label=_("The address must not be found by anybody"), hint=hint, is_required=False),
    )


def _problems(asked: Answers) -> list[tuple[str, str]]:
    """Return what is wrong with answers that each for itself was right."""
    places = (asked["places_free"] or 0) % 1
    ends_early = asked["closed_from"] and asked["closed_until"] and asked["closed_until"] < asked["closed_from"]
    has_address = any(asked.get(name) for name in ("address_1", "city", "postcode"))
    mail, web = asked["email"], asked["website"]
    return [
        ("email", _("Write one address, such as desk@example.org.") if mail and not MAIL.fullmatch(mail) else ""),
        ("website", _("A website begins with https://.") if web and not WEB.fullmatch(web) else ""),
        ("closed_until", _("It cannot open again before it shuts. Look at both days.") if ends_early else ""),
        ("closed_from", _("Say from which day it is shut.") if _closed_without_day(asked) else ""),
        ("places_free", _("Write a whole number.") if places else ""),
        ("address_1", _("Leave the address out: it must not be found.")
         if has_address and asked.get("is_confidential") else ""),
        ("postcode", _("Write the postcode too, so that the place can be found.")
         if asked.get("address_1") and not asked.get("postcode") else ""),
    ]  # fmt: skip


def _closed_without_day(asked: Answers) -> bool:
    return not asked["closed_from"] and bool(asked["closed_until"] or asked["closed_why"])


def _alternates(text: str, said: dict[str, str]) -> tuple[uuid.UUID, ...]:
    found: list[uuid.UUID] = []
    for code in filter(None, map(str.strip, text.split(","))):
        try:
            found.append(service_by_code(code).pk)
        except ServiceNotFound as error:
            said["alternates"] = str(error)
    return tuple(dict.fromkeys(found))


def _address(asked: Answers) -> Address | None:
    return Address(asked["address_1"], asked["city"], asked["postcode"]) if asked.get("postcode") else None


def _chosen(entry: Entry, facet: FacetId) -> tuple[str, ...]:
    prefix = tag(facet, "")
    return tuple(sorted(one.removeprefix(prefix) for one in entry.terms if one.startswith(prefix)))


def _ticked(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else tuple(value) if isinstance(value, tuple) else ()


def _name(facet: FacetId) -> str:
    return facet.value.replace("-", "_")
