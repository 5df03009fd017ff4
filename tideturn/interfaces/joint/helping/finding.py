"""Finding help: what fits, the nearest first; where nothing does, what comes nearest to it and what was let go."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tideturn.engines.directory.mapping import Point
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.queries import shown_services
from tideturn.engines.directory.seeking import Found, Question, seek, seek_help
from tideturn.interfaces.joint.helping.doors import Door, door_of
from tideturn.interfaces.joint.helping.times import hours_of_week
from tideturn.interfaces.joint.helping.understanding import Sought, Understood
from tideturn.methods.opening import Opening
from tideturn.packs.areas import load_areas
from tideturn.packs.schema.gazetteer import Place

# Listings are looked at so many at a time, and never more than these. What is found among those of one time stands
# before what is found among those of the next, so that one page follows from another however many are looked at.
AT_A_TIME, LOOKED_AT = 20, 200
ANYWHERE_AT_MOST = 30
# How much farther off a service counts that has not said of itself what was sought: a group whose text speaks of
# treatment may be next door, and the treatment team in the next town is who was meant.
UNTOLD_METRES = 10_000.0


@dataclass(frozen=True)
class Result:
    """A service at the nearest of its places that fits, with how many others of its places fit too.

    `opening` is when it opens in the time asked for, and `is_sure` whether that can be relied on. `untold` is what was
    sought and found in its words alone: the service did not say it of itself.
    """

    service: Service
    found: Found
    door: Door
    others: int = 0
    opening: Opening | None = None
    is_sure: bool = True
    untold: tuple[Sought, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """How much of a wish is asked for at once, and what was let go of it, in words; `keeps_time` where that counts."""

    sought: tuple[Sought, ...]
    words: str
    keeps_time: bool
    let_go: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """What was found: near a place or, where none was named, anywhere; what can be had from anywhere; what was let go.

    `is_cut` where more fit than are looked at.
    """

    near: tuple[Result, ...]
    anywhere: tuple[Result, ...]
    let_go: tuple[str, ...]
    is_cut: bool


def find(meant: Understood, *, wanted: int = LOOKED_AT) -> Results:
    """Return what fits, or comes nearest: about as much as is wanted where there is so much, and whether there is more.

    At most LOOKED_AT listings are looked at, whatever is asked.
    """
    budget = LOOKED_AT
    attempts = list(attempts_of(meant))
    for attempt in attempts:
        candidates, near, is_cut = _near(attempt, meant, wanted, budget)
        anywhere = _anywhere(attempt, meant) if meant.place else ()
        budget -= candidates
        if near or anywhere or budget <= 0:
            return Results(near, anywhere, attempt.let_go, is_cut)
    return Results((), (), attempts[-1].let_go, is_cut=False)


def _near(attempt: Attempt, meant: Understood, wanted: int, budget: int) -> tuple[int, tuple[Result, ...], bool]:
    """Return how many listings were looked at, which services of them fit, and whether there may be more.

    Of what is listed for an hour little may be open on a holiday, so that all is looked at where it is not enough.
    """
    question = _question(attempt, meant, near=_point(meant.place))
    at_first = (wanted // AT_A_TIME + 1) * AT_A_TIME
    for limit in sorted({min(at_first, budget), budget}):
        candidates = seek_help(question, limit=limit)
        fitting = tuple(_fitting(candidates, attempt, meant))
        is_cut = len(candidates) == limit
        if not is_cut or len(fitting) >= wanted:
            break
    return len(candidates), fitting, is_cut


def attempts_of(meant: Understood) -> Iterator[Attempt]:
    """Yield the whole wish, then ever less of it: its odd words, its conditions, its time, its substances, its kind."""
    whole = Attempt(meant.sought, meant.words, keeps_time=meant.window is not None)
    yield whole
    for lesser in _lesser(whole, meant):
        if (lesser.sought, lesser.words, lesser.keeps_time) != (whole.sought, whole.words, whole.keeps_time):
            yield lesser
            whole = lesser


def _lesser(whole: Attempt, meant: Understood) -> Iterator[Attempt]:
    attempt = whole
    if meant.words and meant.sought:
        attempt = _without(attempt, words=meant.words)
        yield attempt
    attempt = _keeping(attempt, [one for one in attempt.sought if one.is_core or one.is_substance])
    yield attempt
    if meant.window is not None:
        attempt = replace(attempt, keeps_time=False, let_go=(*attempt.let_go, "time"))
        yield attempt
    attempt = _keeping(attempt, [one for one in attempt.sought if one.is_core])
    yield attempt
    attempt = _without(attempt, words=attempt.words)
    yield attempt
    yield _keeping(attempt, [])


def _without(attempt: Attempt, *, words: str) -> Attempt:
    return replace(attempt, words="", let_go=(*attempt.let_go, f"“{words}”")) if words else attempt


def _keeping(attempt: Attempt, kept: Sequence[Sought]) -> Attempt:
    gone = tuple(one.title for one in attempt.sought if one not in kept)
    return replace(attempt, sought=tuple(kept), let_go=(*attempt.let_go, *gone))


def _question(attempt: Attempt, meant: Understood, *, near: Point | None) -> Question:
    calendar = load_areas().national_calendar
    keeps_time = attempt.keeps_time and meant.window is not None
    return Question(
        words=attempt.words,
        meanings=tuple(one.meaning for one in attempt.sought),
        near=near,
        open_hours=hours_of_week(meant.window, calendar) if keeps_time and meant.window else (),
    )


def _point(place: Place | None) -> Point | None:
    return Point(place.latitude, place.longitude) if place else None


def _anywhere(attempt: Attempt, meant: Understood) -> tuple[Result, ...]:
    question = replace(_question(attempt, meant, near=None), is_placeless=True)
    return tuple(_fitting(seek(question, limit=ANYWHERE_AT_MOST), attempt, meant))


def _fitting(candidates: Sequence[Found], attempt: Attempt, meant: Understood) -> list[Result]:
    """Return what fits, each service once: of those looked at together first what is sure to, then what may."""
    by_service: dict[uuid.UUID, list[Found]] = {}
    times = {found.service_id: rank // AT_A_TIME for rank, found in reversed(list(enumerate(candidates)))}
    for found in candidates:
        by_service.setdefault(found.service_id, []).append(found)
    shown = shown_services().select_related("organisation").defer("provenance", "marks", "organisation__document")
    services = shown.in_bulk(list(by_service))
    made = (_result(services, places, attempt, meant) for places in by_service.values())
    fitting = [result for result in made if result]
    return sorted(fitting, key=lambda result: (times[result.service.pk], *_order(result)))


def _order(result: Result) -> tuple[bool, float, bool]:
    """Return what comes first: what is sure, then what is near; where no place was named, what is open now.

    What was found by its words alone counts as farther off by UNTOLD_METRES.
    """
    metres = result.found.metres
    counted = (metres or 0.0) + (UNTOLD_METRES if result.untold else 0.0)
    return not result.is_sure, counted, metres is None and not result.door.is_open


def _result(
    services: Mapping[uuid.UUID, Service], places: Sequence[Found], attempt: Attempt, meant: Understood
) -> Result | None:
    """Return a service at the first of its places that is sure to be open in the time asked for, else that may be."""
    service = services.get(places[0].service_id)
    if service is None:
        return None
    made = [_at(service, found, attempt, meant, others=len(places) - 1) for found in places]
    fitting = [result for result in made if result]
    return min(fitting, key=lambda result: not result.is_sure, default=None)


def _at(service: Service, found: Found, attempt: Attempt, meant: Understood, *, others: int) -> Result | None:
    door = door_of(service, found, at=meant.at)
    untold = tuple(one for one in attempt.sought if not one.meaning.is_said_by(found.tags))
    result = Result(service, found, door, others, untold=untold)
    if not attempt.keeps_time or meant.window is None:
        return result
    within = door.opens_in(meant.window)
    return replace(result, opening=within.opening, is_sure=within.is_sure) if within else None
