"""The fields of an entry in plain words, whoever said them."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tideturn.engines.directory import ours as beside
from tideturn.engines.directory.describing import describing, tag
from tideturn.engines.directory.entering import ASKED, terms_of
from tideturn.engines.directory.listing import hours_of, objects
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.week import Stretch, Week, week_of
from tideturn.interfaces.joint.helping.reaching import whereabouts_of
from tideturn.interfaces.workspace.presenters.times import day_words

Lines = tuple[str, ...]
LABELS: dict[str, object] = {
    "name": gettext_lazy("Name"),
    "description": gettext_lazy("Description"),
    "attributes": gettext_lazy("What it is, and for whom"),
    "eligibility_description": gettext_lazy("Who can come"),
    "application_process": gettext_lazy("How to get in"),
    "phones": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "url": gettext_lazy("Website"),
    "schedules": gettext_lazy("Opening hours"),
    "service_at_locations": gettext_lazy("Places and their hours"),
    "status": gettext_lazy("Whether it is there"),
    "alert": gettext_lazy("Notice"),
    "fees": gettext_lazy("Cost"),
    "fees_description": gettext_lazy("Cost"),
    "organization": gettext_lazy("Organisation"),
    "assured_date": gettext_lazy("Checked on"),
    "closing": gettext_lazy("Shut for a while"),
    "capacity": gettext_lazy("What is free"),
    "alternates": gettext_lazy("Where else to go"),
    "holidays": gettext_lazy("On public holidays"),
    "out_of_hours": gettext_lazy("While it is shut"),
}
ON_HOLIDAYS = {"shut": gettext_lazy("Shut"), "open": gettext_lazy("Open as on other days")}
DAY_NAMES = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
)  # fmt: skip
STATUSES = {
    "active": gettext_lazy("It is there"),
    "inactive": gettext_lazy("It is not there"),
    "defunct": gettext_lazy("It is no more"),
    "temporarily closed": gettext_lazy("Shut until further notice"),
}


def label(field: str) -> str:
    """Return what a field is called."""
    return str(LABELS.get(field, field.replace("_", " ").capitalize()))


def lines(field: str, value: Any) -> Lines:
    """Return the value of a field in words, a line for each part; none where it says nothing."""
    if value in (None, "", [], {}):
        return ()
    return tuple(line for line in WORDS.get(field, _plain)(value) if line)


def stretch_words(stretch: Stretch) -> str:
    """Return from when to when: “09:00 to 17:00”."""
    if stretch.is_all_day:
        return _("all day")
    return _("%(opens)s to %(closes)s") % {"opens": f"{stretch.opens_at:%H:%M}", "closes": f"{stretch.closes_at:%H:%M}"}


def day_hours(week: Week, number: int) -> str:
    """Return the hours of a day as they are written and read in a form."""
    return ", ".join(map(stretch_words, week.days[number]))


def hours_lines(schedules: object) -> Lines:
    """Return opening hours day by day; where they are more than a week can say, that they are."""
    week = week_of(schedules)
    if week is None:
        return (_("Hours that a table of the week cannot show."),)
    if week.is_shut:
        return (_("Hours not known"),)
    return tuple(
        f"{name}: {day_hours(week, number) or _('shut')}" for number, name in enumerate(DAY_NAMES)
    )  # fmt: skip


def place_name(place: Mapping[str, Any]) -> str:
    """Return what a place is called: its name, else its street; one that must not be found has neither."""
    location = place.get("location") or {}
    address = next(iter(objects(location.get("addresses"))), {})
    known = location.get("name") or address.get("address_1") or address.get("city")
    return str(
        known or (_("A place that is not shown") if location.get("confidential") else _("A place without a name"))
    )


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, Mapping):
        yield str(value.get("name") or value.get("title") or _("Changed"))
    elif isinstance(value, list):
        yield _("%(count)s entries") % {"count": len(value)}
    else:
        yield str(value)


def _attributes(value: Any) -> Iterator[str]:
    terms = terms_of({"attributes": value}, describing())
    for facet in (describing().vocabulary.facet(one) for one in ASKED):
        named = [term.title for term in facet.terms if tag(facet.id, term.id) in terms]
        yield f"{facet.title}: {', '.join(named)}" if named else ""
    others = [one for one in objects(value) if not describing().tags_of({"attributes": [one]})]
    known = [str((one.get("taxonomy_term") or {}).get("name") or "") for one in others]
    yield _("Also called: %(terms)s") % {"terms": ", ".join(filter(None, known))} if any(known) else ""


def _phones(value: Any) -> Iterator[str]:
    for phone in objects(value):
        yield " ".join(str(phone[name]) for name in ("number", "description") if phone.get(name))


def _places(value: Any) -> Iterator[str]:
    for place in objects(value):
        name, where = place_name(place), whereabouts_of(place, is_confidential=False)
        yield ", ".join([name, *(line for line in (where.lines if where else ()) if line != name)])
        hours = hours_of({}, place, place.get("location") or {})
        yield from (f"– {line}" for line in hours_lines(hours) if hours)


def _status(value: Any) -> Iterator[str]:
    yield str(STATUSES.get(str(value), value))


def _closing(value: Any) -> Iterator[str]:
    closing = beside.read({"closing": value}).closing
    if closing is None:
        return
    first = day_words(closing.first)
    if closing.last is None:
        yield _("From %(first)s until further notice") % {"first": first}
    else:
        yield _("From %(first)s to %(last)s") % {"first": first, "last": day_words(closing.last)}
    yield closing.why


def _capacity(value: Any) -> Iterator[str]:
    capacity = beside.read({"capacity": value}).capacity
    if capacity is None:
        return
    if capacity.places is not None:
        yield _("%(places)s free") % {"places": capacity.places}
    yield capacity.words
    at = date_format(timezone.localtime(capacity.at), "j F Y, H:i", use_l10n=False)
    yield _("said on %(at)s") % {"at": at}


def _holidays(value: Any) -> Iterator[str]:
    yield str(ON_HOLIDAYS.get(str(value), ""))


def _alternates(value: Any) -> Iterator[str]:
    ids = [uuid.UUID(str(one)) for one in value]
    yield from Service.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True)


def _day(value: Any) -> Iterator[str]:
    try:
        yield day_words(date.fromisoformat(str(value)[:10]))
    except ValueError:
        yield str(value)


WORDS: dict[str, Callable[[Any], Iterator[str]]] = {
    "attributes": _attributes,
    "phones": _phones,
    "schedules": lambda value: iter(hours_lines(value)),
    "service_at_locations": _places,
    "status": _status,
    "closing": _closing,
    "capacity": _capacity,
    "alternates": _alternates,
    "holidays": _holidays,
    "assured_date": _day,
}
