"""What was understood of a wish, and what had to be let go of it, as a page says it."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.finding import Results
from tideturn.interfaces.joint.helping.times import label_of
from tideturn.interfaces.joint.helping.understanding import Understood
from tideturn.packs.schema.gazetteer import Place, PlaceKind


def near_of(meant: Understood) -> str:
    """Return what the place asked about is called, or nothing."""
    return meant.place.name if meant.place else ""


def understood_words(meant: Understood) -> tuple[str, ...]:
    """Return what was understood, part by part."""
    parts = [one.title for one in meant.sought]
    if meant.place:
        parts.append(_("near %(place)s") % {"place": place_words(meant.place)})
    if meant.when:
        parts.append(label_of(meant.when))
    if meant.words:
        parts.append(_("the words “%(words)s”") % {"words": meant.words})
    return tuple(parts)


def place_words(place: Place) -> str:
    """Return a place so that it is told from others of its name."""
    if place.kind is PlaceKind.DISTRICT or place.name == place.area_name:
        return place.name
    return f"{place.name}, {place.area_name}"


def let_go_words(results: Results, meant: Understood) -> str:
    """Return what was looked for in vain; nothing where nothing is shown without it either."""
    if not results.near and not results.anywhere:
        return ""
    # `time` stands for the time that was asked for.
    names = [label_of(meant.when).lower() if one == "time" else one for one in results.let_go]
    if not names:
        return ""
    return _("We found nothing that fits all of it. So these are shown without: %(names)s.") % {
        "names": "; ".join(dict.fromkeys(names))
    }


def choices_of(asked: Asked, meant: Understood) -> Iterator[tuple[str, Asked]]:
    """Yield the places that a name may mean, where it may mean several, each with the question that means it."""
    if len(meant.choices) > 1:
        for place in meant.choices:
            where = _told_apart(place, meant)
            yield where, replace(asked, where=where)


def _told_apart(place: Place, meant: Understood) -> str:
    others = [one for one in meant.choices if (one.name, one.area_name) == (place.name, place.area_name)]
    if len(others) > 1 or place.name == place.area_name:
        return f"{place.name}, {place.district}"
    return f"{place.name}, {place.area_name}"
