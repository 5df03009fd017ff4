"""What is meant by what somebody asks: the pack's words, a place, a time, and what of it is understood by nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from tideturn.engines.directory.describing import tag
from tideturn.engines.directory.mapping import Point, metres_between
from tideturn.engines.directory.seeking import Meaning
from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.times import When, Window, when_in, window_of
from tideturn.methods.wording.folding import words_of
from tideturn.packs.areas import load_areas
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.directory_content import DirectoryContent
from tideturn.packs.schema.directory_term import FacetId
from tideturn.packs.schema.gazetteer import Place
from tideturn.packs.schema.term_register import Match, Vocabulary

CORE = frozenset({FacetId.KINDS_OF_HELP, FacetId.LISTINGS})
# A service for any drug is one for each of them.
ANY_SUBSTANCE, EVERYONE = "any-substance", "everyone"
PHRASES_AT_MOST, CHOICES_AT_MOST = 24, 12
# Metres: nearer than this it makes no odds which of two places was meant.
ASKED_BEYOND = 12_000
WITHOUT_REFERRAL = (tag(FacetId.ACCESS, "no-referral-needed"), tag(FacetId.REFERRAL, "self-referral"))
FOR_FAMILIES = (tag(FacetId.WHO_FOR, "families"), tag(FacetId.KINDS_OF_HELP, "family-support"))


@dataclass(frozen=True)
class Sought:
    """One thing that is sought, as it is said on the page; without the core of it a result would be no help."""

    title: str
    meaning: Meaning
    is_core: bool = False
    is_substance: bool = False


@dataclass(frozen=True)
class Understood:
    """What is meant.

    `place` is the likeliest of `choices`, which are several where a name is that of several places. `unknown_place` is
    what was written as a place and is none. `words` are left over, and looked for as they are.
    """

    sought: tuple[Sought, ...]
    place: Place | None
    choices: tuple[Place, ...]
    unknown_place: str
    when: When
    window: Window | None
    words: str
    at: datetime = field(compare=False)


def understand(asked: Asked, *, at: datetime) -> Understood:
    """Return what somebody means who asks at a moment."""
    content = load_directory()
    wish = content.wish(asked.need)
    when, left = when_in(wish.left)
    when = asked.when or when
    choices, unknown = _places(asked, wish.places.places, content)
    return Understood(
        sought=(*_sought(wish.found.alternatives, content.vocabulary), *_conditions(asked)),
        place=choices[0] if choices else None,
        choices=choices,
        unknown_place=unknown,
        when=when,
        window=window_of(when, at, load_areas().national_calendar),
        words=_telling(left),
        at=at,
    )


def _places(asked: Asked, in_need: tuple[Place, ...], content: DirectoryContent) -> tuple[tuple[Place, ...], str]:
    if not asked.where:
        return _apart(in_need), ""
    found = content.places.find(asked.where) or content.places.matching(asked.where).places
    return _apart(found), "" if found else asked.where


def _apart(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places without those that lie beside a likelier one: a town and the area named after it are one."""
    kept: list[Place] = []
    for place in places:
        here = Point(place.latitude, place.longitude)
        if all(metres_between(here, Point(one.latitude, one.longitude)) > ASKED_BEYOND for one in kept):
            kept.append(place)
    return tuple(kept[:CHOICES_AT_MOST])


def _sought(groups: tuple[tuple[Match, ...], ...], vocabulary: Vocabulary) -> tuple[Sought, ...]:
    """Return what typed words lead to: of one facet any of them will do, of several facets each has to hold."""
    by_facets: dict[frozenset[FacetId], list[Match]] = {}
    for group in groups:
        matches = [match for match in group if match.term.id != EVERYONE]
        if matches:
            by_facets.setdefault(frozenset(match.facet for match in matches), []).extend(matches)
    has_core = any(facets & CORE for facets in by_facets)
    return tuple(_one(facets, matches, vocabulary, has_core) for facets, matches in by_facets.items())


def _one(facets: frozenset[FacetId], matches: list[Match], vocabulary: Vocabulary, has_core: bool) -> Sought:
    titles = dict.fromkeys(match.term.title for match in matches)
    is_substance = facets == {FacetId.SUBSTANCES}
    tags = dict.fromkeys(each for match in matches for each in _tags(match, vocabulary))
    meaning = Meaning(
        tags=tuple(tags),
        phrases=tuple(dict.fromkeys(_phrases(matches)))[:PHRASES_AT_MOST],
        or_silent=FacetId.SUBSTANCES.value if is_substance and has_core else "",
    )
    return Sought(_(" or ").join(titles), meaning, is_core=bool(facets & CORE), is_substance=is_substance)


def _tags(match: Match, vocabulary: Vocabulary) -> Iterator[str]:
    yield from (tag(match.facet, term) for term in sorted(vocabulary.within(match.term.id)))
    if match.facet is FacetId.SUBSTANCES:
        yield tag(match.facet, ANY_SUBSTANCE)


def _phrases(matches: list[Match]) -> Iterator[str]:
    """Yield what is looked for in texts: what was typed, then what the terms are called.

    Of what others type for them only phrases: one word alone, such as family or kit, stands in texts about all sorts.
    """
    yield from (match.words_matched for match in matches)
    yield from (match.term.title for match in matches)
    yield from (phrase for match in matches for phrase in match.term.everyday if " " in phrase)


def _conditions(asked: Asked) -> Iterator[Sought]:
    if asked.without_referral:
        yield Sought(_("You can go without being referred"), Meaning(WITHOUT_REFERRAL))
    if asked.families:
        yield Sought(_("Open to families"), Meaning(FOR_FAMILIES))


def _telling(text: str) -> str:
    """Return the words of a text that may tell something, without those in which people wrap a wish."""
    wrapping = {word.folded for word in words_of(_(WRAPPING))}
    return " ".join(word.written for word in words_of(text) if word.folded not in wrapping)


WRAPPING = (
    "a about am an and any anything around at available by can close closest could do dont find for from get go going "
    "got has have he help her hes his how i im in is it its ive just know life live looking me much my near nearby "
    "nearest need not of on one open or our people person place please really service services she shes so some "
    "somebody someone something somewhere that the their them there they to too use uses using very want wants was we "
    "what when where who why with you your"
)
