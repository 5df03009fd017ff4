"""What was found, in words: what was understood, what was let go, the results of a page, and ways to go on."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.directory.mapping import Point
from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.asked_words import (
    choices_of,
    let_go_words,
    near_of,
    place_words,
    understood_words,
)
from tideturn.interfaces.joint.helping.cards import Card, card_of
from tideturn.interfaces.joint.helping.finding import Results
from tideturn.interfaces.joint.helping.times import When, when_in
from tideturn.interfaces.joint.helping.understanding import Understood
from tideturn.interfaces.website.presenters.helping.drawing import Drawing, draw
from tideturn.interfaces.website.presenters.paging import Paging, paging

PAGE_LENGTH = 10
ADDRESS, TABLE, SKETCH = "/help/", "/help/results.csv", "/help/map.json"


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
    sketch: str
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
    shown = results.near[pages.start : pages.last]
    cards = tuple(card_of(result, near=near) for result in shown)
    point = Point(meant.place.latitude, meant.place.longitude) if meant.place else None
    return FoundWords(
        title=_title(results, meant),
        understood=understood_words(meant),
        choices=tuple(Way(where, _address(one)) for where, one in choices_of(asked, meant)),
        unknown_place=meant.unknown_place,
        let_go=let_go_words(results, meant),
        cards=cards,
        anywhere=tuple(card_of(result) for result in results.anywhere[:PAGE_LENGTH]) if page == 1 else (),
        paging=pages,
        drawing=draw(cards, point) if point else None,
        sketch=f"{SKETCH}{asked.query(page=page if page > 1 else '')}",
        ways=tuple(_ways(asked, meant, is_found=bool(results.near or results.anywhere))),
        download=f"{TABLE}{asked.query()}",
        easy=_easy(asked),
        near=near,
        is_cut=results.is_cut,
    )


def _title(results: Results, meant: Understood) -> str:
    count = len(results.near)
    if not count:
        return _("Nothing near that we know of") if meant.place else _("Nothing that we know of")
    if results.let_go:
        return _("What comes nearest")
    words = _count_words(count, is_cut=results.is_cut)
    if not meant.place or count == 1:
        return words
    return _("%(words)s, the nearest to %(place)s first") % {"words": words, "place": meant.place.name}


def _count_words(count: int, *, is_cut: bool) -> str:
    if is_cut:
        return ngettext("At least %(count)s place", "At least %(count)s places", count) % {"count": count}
    return ngettext("%(count)s place", "%(count)s places", count) % {"count": count}


def _ways(asked: Asked, meant: Understood, *, is_found: bool) -> list[Way]:
    """Return ways to ask for more, or for less."""
    ways = []
    if meant.when:
        ways.append(Way(_("At any time"), _address(replace(asked, need=_without_time(asked, meant), when=When.ANY))))
    elif asked.is_anything and is_found:
        ways.append(Way(_("Only what is open now"), _address(replace(asked, when=When.NOW))))
        ways.append(Way(_("Only what is open tonight"), _address(replace(asked, when=When.TONIGHT))))
    if asked.without_referral or asked.families:
        ways.append(Way(_("Without the ticks"), _address(replace(asked, without_referral=False, families=False))))
    if meant.sought and meant.place:
        ways.append(
            Way(
                _("Any help near this place"),
                _address(Asked(where=place_words(meant.place), is_easy=asked.is_easy, language=asked.language)),
            )
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
