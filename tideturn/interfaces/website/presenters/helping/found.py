"""What was found, in words: what was understood, what was let go, the results of a page, and ways to go on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.directory.mapping import Point
from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.cards import Card, card_of
from tideturn.interfaces.joint.helping.finding import Results
from tideturn.interfaces.joint.helping.times import When, label_of, when_in
from tideturn.interfaces.joint.helping.understanding import Understood
from tideturn.interfaces.website.presenters.helping.drawing import Drawing, draw
from tideturn.interfaces.website.presenters.paging import Paging, paging
from tideturn.packs.schema.gazetteer import Place, PlaceKind

PAGE_LENGTH = 10
ADDRESS, TABLE = "/help/", "/help/results.csv"


@dataclass(frozen=True)
class Way:
    """A link that asks a little differently."""

    label: str
    href: str


@dataclass(frozen=True)
class FoundWords:
    """All that the page of results says."""

    title: str
    understood: tuple[str, ...]
    choices: tuple[Way, ...]
    unknown_place: str
    let_go: str
    cards: tuple[Card, ...]
    anywhere: tuple[Card, ...]
    paging: Paging
    drawing: Drawing | None
    ways: tuple[Way, ...]
    download: str
    easy: Way
    near: str
    is_cut: bool


def found_words(asked: Asked, meant: Understood, results: Results, page: int) -> FoundWords:
    """Return what the page says of what was found."""
    near = near_of(meant)
    pages = paging(
        page, len(results.near), lambda number: _address(asked, page=number if number > 1 else ""), PAGE_LENGTH
    )
    shown = results.near[pages.first - 1 : pages.last] if results.near else ()
    cards = tuple(card_of(result, near=near) for result in shown)
    point = Point(meant.place.latitude, meant.place.longitude) if meant.place else None
    return FoundWords(
        title=_title(len(results.near), meant, let_go=bool(results.let_go)),
        understood=understood_words(meant),
        choices=tuple(_choice(asked, meant, place) for place in meant.choices) if len(meant.choices) > 1 else (),
        unknown_place=meant.unknown_place,
        let_go=_let_go(results.let_go, meant),
        cards=cards,
        anywhere=tuple(card_of(result) for result in results.anywhere[:PAGE_LENGTH]) if page == 1 else (),
        paging=pages,
        drawing=draw(cards, point) if point else None,
        ways=tuple(_ways(asked, meant)),
        download=f"{TABLE}{asked.query()}",
        easy=_easy(asked),
        near=near,
        is_cut=results.is_cut,
    )


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
        parts.append(_("with the words “%(words)s”") % {"words": meant.words})
    return tuple(parts)


def place_words(place: Place) -> str:
    """Return a place so that it is told from others of its name."""
    if place.kind is PlaceKind.DISTRICT or place.name == place.area_name:
        return place.name
    return f"{place.name}, {place.area_name}"


def _title(count: int, meant: Understood, *, let_go: bool) -> str:
    if not count:
        return _("Nothing near that we know of") if meant.place else _("Nothing that we know of")
    if let_go:
        return _("What comes nearest")
    words = ngettext("%(count)s place", "%(count)s places", count) % {"count": count}
    if not meant.place or count == 1:
        return words
    return _("%(words)s, the nearest to %(place)s first") % {"words": words, "place": meant.place.name}


def _let_go(let_go: Sequence[str], meant: Understood) -> str:
    """Return what was looked for in vain; `time` stands for the time that was asked for."""
    names = [label_of(meant.when).lower() if one == "time" else one for one in let_go]
    if not names:
        return ""
    return _("We found nothing that fits all of it. So these are shown without: %(names)s.") % {
        "names": "; ".join(dict.fromkeys(names))
    }


def _choice(asked: Asked, meant: Understood, place: Place) -> Way:
    where = f"{place.name}, {place.area_name}"
    others = [one for one in meant.choices if (one.name, one.area_name) == (place.name, place.area_name)]
    if len(others) > 1 or place.name == place.area_name:
        where = f"{place.name}, {place.district}"
    return Way(where, _address(replace(asked, where=where)))


def _ways(asked: Asked, meant: Understood) -> list[Way]:
    """Return ways to ask for more, or for less."""
    ways = []
    if meant.when:
        ways.append(Way(_("At any time"), _address(replace(asked, need=_without_time(asked, meant), when=When.ANY))))
    elif asked.is_anything:
        ways.append(Way(_("Only what is open now"), _address(replace(asked, when=When.NOW))))
        ways.append(Way(_("Only what is open tonight"), _address(replace(asked, when=When.TONIGHT))))
    if asked.without_referral or asked.families:
        ways.append(Way(_("Without the ticks"), _address(replace(asked, without_referral=False, families=False))))
    if meant.sought and meant.place:
        ways.append(
            Way(_("Any help near this place"), _address(Asked(where=place_words(meant.place), is_easy=asked.is_easy)))
        )
    return ways


def _without_time(asked: Asked, meant: Understood) -> str:
    """Return the need as it was typed, or without its time where the time was typed in it."""
    if asked.when:
        return asked.need
    return when_in(asked.need)[1]


def _easy(asked: Asked) -> Way:
    if asked.is_easy:
        return Way(_("Show all details"), _address(replace(asked, is_easy=False)))
    return Way(_("Show this in easy words"), _address(replace(asked, is_easy=True)))


def _address(asked: Asked, **changes: object) -> str:
    return f"{ADDRESS}{asked.query(**changes)}"
