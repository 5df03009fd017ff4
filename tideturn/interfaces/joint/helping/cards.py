"""One result in words, as a list shows it and a voice reads it out."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.directory.listing import places_of
from tideturn.engines.directory.mapping import Point
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.ours import read
from tideturn.engines.directory.words import Reach
from tideturn.interfaces.design.moment import in_words
from tideturn.interfaces.joint.helping.clock_words import distance
from tideturn.interfaces.joint.helping.finding import Result
from tideturn.interfaces.joint.helping.opening_words import Light, Told, checked_words, in_the_time_asked, told_of
from tideturn.interfaces.joint.helping.reaching import Phone, phones_of
from tideturn.interfaces.joint.helping.telling import Says, says

FEW = 4


@dataclass(frozen=True)
class Card:
    """What is said of a result.

    `untold` says what was found in its words alone. `point` is where to draw it; nothing where nobody may know, or
    does.
    """

    code: str
    name: str
    by: str
    what: str
    place: str
    distance: str
    told: Told
    then: str
    getting_in: str
    never_asks: str
    asks: str
    phones: tuple[Phone, ...]
    checked: str
    untold: str
    others: str
    full: str
    point: Point | None
    is_exact: bool
    number: int

    @property
    def is_open(self) -> bool:
        """Return whether it is open, for sure."""
        return self.told.light is Light.OPEN


def card_of(result: Result, *, near: str = "") -> Card:
    """Return a result in words; `near` is what the place is called from which distances are told."""
    service, found = result.service, result.found
    said = says(found.tags)
    return Card(
        code=service.code,
        name=service.name,
        by=service.organisation.name if service.organisation else "",
        what=_some(said.kinds) or _said_of_kind(service.kind),
        place=_place(result),
        distance=_distance(result, near),
        told=told_of(result.door),
        then=_then(result),
        getting_in=getting_in(said),
        never_asks=_some(said.never_asks, every=True),
        asks=_some(said.asks, every=True),
        phones=_phones(result),
        checked=checked_words(service.checked_on),
        untold=_untold(result),
        others=_others(result.others),
        full=full_words(service),
        point=None if service.is_confidential else found.point,
        is_exact=found.is_exact,
        number=found.number,
    )


def _then(result: Result) -> str:
    """Return when it opens in the time asked for; where it is open already, how it stands now says enough."""
    if result.opening is None or result.opening.begins_at <= result.door.at:
        return ""
    return in_the_time_asked(result.door, result.opening, is_sure=result.is_sure)


def getting_in(said: Says) -> str:
    """Return how one gets in, in a sentence or two."""
    parts = [_("%(what)s.") % {"what": title} for title in said.getting_in]
    if said.who_may_ask:
        parts.append(_("Who can ask: %(who)s.") % {"who": ", ".join(said.who_may_ask)})
    return " ".join(parts) or _("It does not say how to get in. Ring and ask.")


def full_words(service: Service) -> str:
    """Return what was said of free places, with the day on which it was said."""
    capacity = read(service.ours).capacity
    words = capacity.words or (_("No place is free.") if capacity.places == 0 else "") if capacity else ""
    if not capacity or not words:
        return ""
    at = timezone.localtime(capacity.at) if capacity.at.utcoffset() is not None else capacity.at
    return _("%(words)s Told on %(day)s.") % {"words": words, "day": in_words(at.date())}


def _some(titles: tuple[str, ...], *, every: bool = False) -> str:
    return ", ".join(titles if every else titles[:FEW])


def _said_of_kind(kind: str) -> str:
    return {
        "recovery-community-listing": _("Recovery community or mutual aid"),
        "pharmacy": _("Pharmacy"),
        "touchpoint": _("Help outside the sector"),
        "training-course": _("Training course"),
    }.get(kind, "")


def _place(result: Result) -> str:
    if is_confidential(result):
        return _("Where it is stays confidential. Ring, and somebody will tell you.")
    if result.found.reach is Reach.COUNTRY:
        return _("By phone or online, from anywhere")
    return result.found.place_name or (_("In an area: ask whether it covers you") if not result.found.point else "")


def is_confidential(result: Result) -> bool:
    """Return whether nobody may learn here where a result is."""
    places = places_of(result.service.document)
    number = result.found.number
    is_hidden = number < len(places) and bool(places[number]["location"].get("confidential"))
    return result.service.is_confidential or is_hidden


def _distance(result: Result, near: str) -> str:
    if result.found.metres is None or not near:
        return ""
    words = _("%(distance)s from the middle of %(place)s") % {"distance": distance(result.found.metres), "place": near}
    return words if result.found.is_exact else _("%(words)s, as far as its postcode tells") % {"words": words}


def _phones(result: Result) -> tuple[Phone, ...]:
    places = places_of(result.service.document)
    place = places[result.found.number] if result.found.number < len(places) else {}
    return phones_of(result.service.document, place)


def _untold(result: Result) -> str:
    if not result.untold:
        return ""
    titles = ", ".join(one.title for one in result.untold)
    return _("Found by its words: it has not said itself that it is for “%(titles)s”. Ask first.") % {"titles": titles}


def _others(count: int) -> str:
    words = ngettext("and at %(count)s other place", "and at %(count)s other places", count) % {"count": count}
    return words if count else ""
