"""One result as one sentence that is read out on the telephone in one breath.

A breath holds some thirty words; what matters least is shortened first, and whether a door is open never is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tideturn.engines.directory.describing import tag
from tideturn.interfaces.joint.helping.cards import Card, card_of, is_confidential
from tideturn.interfaces.joint.helping.clock_words import METRES_OF_A_MILE, at_what_time, distance, until
from tideturn.interfaces.joint.helping.doors import Door, Doubt
from tideturn.interfaces.joint.helping.finding import Result
from tideturn.interfaces.joint.helping.lines import Line
from tideturn.interfaces.joint.helping.opening_words import CLOSED_BY, in_the_time_asked
from tideturn.interfaces.joint.helping.reaching import Phone
from tideturn.interfaces.joint.helping.telling import says
from tideturn.interfaces.joint.helping.understanding import WITHOUT_REFERRAL
from tideturn.methods.opening import State
from tideturn.packs.schema.directory_term import FacetId

WORDS_IN_A_BREATH = 30
LONGEST_PLACE, SHORTEST_PLACE = 5, 3
# So many words of a name are said where the rest leaves room for no more.
NAMES = (10, 8, 6, 5, 4, 3, 2)
# How a number without gaps is said: so many digits at a time.
GROUPS = {6: (3, 3), 7: (3, 4), 8: (4, 4), 9: (3, 3, 3), 10: (4, 3, 3), 11: (5, 3, 3)}
LONGEST_GROUP = 5
BY_REFERRAL = tag(FacetId.ACCESS, "referral-needed")


@dataclass(frozen=True)
class Spoken:
    """A result to be read out: the sentence, and what of it a page needs beside."""

    sentence: str
    card: Card


def spoken(result: Result, *, near: str = "") -> Spoken:
    """Return a result as a sentence; `near` is what the place asked about is called."""
    card = card_of(result, near=near)
    return Spoken(sentence(result, card, near=near), card)


def sentence(result: Result, card: Card, *, near: str) -> str:
    """Return the sentence: name, where, whether it is open, how one gets in, how sure that is, and the number."""
    said = [standing_words(result), doubt_words(result.door), way_in_words(result)]
    number = number_words(card.phones)
    longer, shorter = _where(result, card, near)
    versions = [(longer, length) for length in NAMES[:2]] + [(shorter, length) for length in NAMES]
    made = (_sentence([_shortened(card.name, length), where, *said], number) for where, length in versions)
    return min(made, key=lambda one: max(words_in(one), WORDS_IN_A_BREATH))


def line_sentence(line: Line) -> str:
    """Return a line that answers at every hour as a sentence."""
    number = number_words((Phone(line.phone, line.dialled),) if line.dialled else ())
    return _sentence([_shortened(line.name, NAMES[0]), _("answers at every hour")], number)


def standing_words(result: Result) -> str:
    """Return whether a door is open or when it is; it says “open” alone where that is sure."""
    door = result.door
    if result.opening is not None and result.opening.begins_at > door.at:
        words = _lowered(in_the_time_asked(door, result.opening, is_sure=True))
        return words if result.is_sure else _("perhaps %(words)s") % {"words": words}
    words = _by_its_hours(door)
    return _("perhaps %(words)s") % {"words": words} if door.doubt and door.standing.state is State.OPEN else words


def doubt_words(door: Door) -> str:
    """Return what makes an entry doubtful, or nothing."""
    if door.doubt is Doubt.UNLISTED and door.unlisted_since:
        return _("not listed since %(month)s") % {"month": date_format(door.unlisted_since, "F Y")}
    if door.doubt is Doubt.UNCHECKED and door.checked_on:
        return _("not checked since %(month)s") % {"month": date_format(door.checked_on, "F Y")}
    return _("not known when checked") if door.doubt else ""


def way_in_words(result: Result) -> str:
    """Return whether one can come without being sent."""
    tags = result.found.tags
    if not set(WITHOUT_REFERRAL).isdisjoint(tags):
        return _("no referral needed")
    has_to_be_sent = BY_REFERRAL in tags or says(tags).who_may_ask
    return _("by referral only") if has_to_be_sent else _("ask about getting in")


def number_words(phones: tuple[Phone, ...]) -> str:
    """Return the first number in groups, as it is said."""
    return (
        _("ring %(number)s") % {"number": ", ".join(groups_of(phones[0].written))} if phones else _("no number given")
    )


def groups_of(written: str) -> tuple[str, ...]:
    """Return a number in the groups in which it is written, long ones parted: `01632 960111` in 01632, 960 and 111."""
    parts = re.findall(r"\+?\d+", written)
    return tuple(group for part in parts for group in _parted(part))


def words_in(text: str) -> int:
    """Return how many words are said."""
    return len(text.split())


def _parted(digits: str) -> Iterator[str]:
    if len(digits) <= LONGEST_GROUP:
        yield digits
        return
    sizes = GROUPS.get(len(digits)) or (4,) * -(-len(digits) // 4)
    for size in sizes:
        yield digits[:size]
        digits = digits[size:]


def _by_its_hours(door: Door) -> str:
    standing = door.standing
    if standing.state is State.OPEN:
        if standing.until is None:
            return _("open at all hours")
        return _("open now %(until)s") % {"until": until(standing.until, door.at, door.calendar)}
    if standing.state is State.DOUBTFUL:
        return _("it may be shut today, a public holiday")
    if standing.state is State.UNKNOWN:
        return _("its hours are not known")
    if standing.reason in CLOSED_BY or (standing.opens is None and standing.perhaps is None):
        return _("shut for now")
    return _("shut now, %(next)s") % {"next": _next(door)}


def _next(door: Door) -> str:
    """Return when it opens next: the sure time where there is one, for a breath holds only one."""
    opens, perhaps = door.standing.opens, door.standing.perhaps
    opening = opens or perhaps
    when = at_what_time(opening.begins_at, door.at, door.calendar) if opening else ""
    is_sure = opens is not None and door.doubt is None
    return (_("opens %(when)s") if is_sure else _("perhaps opens %(when)s")) % {"when": when}


def _where(result: Result, card: Card, near: str) -> tuple[str, str]:
    """Return where it is, in full and shorter."""
    if is_confidential(result):
        return (_("its address is confidential"),) * 2
    if card.point is None or result.found.metres is None or not near:
        return _shortened(card.place, LONGEST_PLACE), _shortened(card.place, SHORTEST_PLACE)
    away = distance(result.found.metres)
    place = _shortened(near, LONGEST_PLACE)
    return (
        _("%(distance)s from %(place)s") % {"distance": away, "place": place},
        _("less than a mile away") if result.found.metres < METRES_OF_A_MILE else _("%(miles)s away") % {"miles": away},
    )


def _shortened(words: str, length: int) -> str:
    return " ".join(words.split()[:length])


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sentence(parts: list[str], number: str) -> str:
    """Return the parts as one sentence, with commas between them and the number behind a colon."""
    told = ", ".join(part.strip(" .,;:") for part in parts if part)
    return f"{told[:1].upper()}{told[1:]}: {number}."
