"""What the data of each kind of entry may hold: known names, each of its own sort and of bounded size."""

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import EntryRefused

LONGEST_WORD, LONGEST_LINE, LONGEST_TEXT, LARGEST = 80, 300, 10_000, 100_000
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Part:
    """One named part of an entry's data: whether a value fits, what it should be, whether it must be there."""

    fits: Callable[[Any], bool]
    words: str
    is_needed: bool = False

    @property
    def needed(self) -> "Part":
        """Return the same part where it must be there."""
        return Part(self.fits, self.words, is_needed=True)


def is_readable(value: Any, longest: int) -> bool:
    """Tell whether a value is text of a bounded length without characters that no person wrote."""
    return isinstance(value, str) and len(value) <= longest and not UNREADABLE.search(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


def _is_uuid(value: Any) -> bool:
    try:
        return isinstance(value, uuid.UUID) or str(uuid.UUID(value)) == str(value).lower()
    except (ValueError, AttributeError, TypeError):
        return False


WORD = Part(lambda value: is_readable(value, LONGEST_WORD) and value.strip() != "", "one of the choices")
LINE = Part(lambda value: is_readable(value, LONGEST_LINE), f"text of at most {LONGEST_LINE} characters")
TEXT = Part(lambda value: is_readable(value, LONGEST_TEXT), f"text of at most {LONGEST_TEXT} characters")
TITLE = Part(lambda value: LINE.fits(value) and value.strip() != "", "a few words, not more than a line")
WORDS = Part(lambda value: TEXT.fits(value) and value.strip() != "", "a few words")
CHOSEN = Part(lambda value: is_readable(value, LONGEST_WORD), "one of the choices")
USER = Part(_is_number, "the number of a user")
ID = Part(_is_uuid, "the id of something in the case")
YES = Part(lambda value: isinstance(value, bool), "true or false")
ANSWERS = Part(lambda value: isinstance(value, Mapping), "answers by the ids of their questions")
REASON = Part(WORDS.fits, "a reason, so that the other side knows what to do next")

_ANSWER = {"referral": ID.needed, "note": TEXT, "reason": TEXT}
SHAPES: Mapping[Kind, Mapping[str, Part]] = {
    Kind.ANSWERED: {"answers": ANSWERS.needed},
    Kind.MOVED: {"move": WORD.needed, "answers": ANSWERS, "outcome": CHOSEN, "reason": CHOSEN, "note": TEXT},
    Kind.CONTACT_LOGGED: {"channel": CHOSEN, "result": CHOSEN, "note": TEXT},
    Kind.CONTACT_WISH: {"wish": CHOSEN, "note": TEXT},
    Kind.NALOXONE_GIVEN: {"note": TEXT},
    Kind.NOTE_ADDED: {"text": WORDS.needed, "meeting": ID},
    Kind.TASK_ADDED: {"title": TITLE.needed, "for": USER, "task": ID, "meeting": ID},
    Kind.TASK_DONE: {"task": ID.needed, "note": TEXT},
    Kind.TEAM_CHANGED: {"team": ID.needed, "reason": TEXT},
    Kind.LEAD_OFFERED: {"to": USER.needed, "note": TEXT},
    Kind.LEAD_ACCEPTED: {"note": TEXT},
    Kind.LEAD_DECLINED: {"reason": TEXT},
    Kind.LEAD_LEFT: {"reason": TEXT},
    Kind.REFERRAL_SENT: {"to_team": ID.needed, "why": TEXT, "hands_over": YES, "to_agency": LINE, "to_kind": LINE},
    Kind.REFERRAL_SEEN: _ANSWER,
    Kind.REFERRAL_ACCEPTED: _ANSWER,
    Kind.REFERRAL_DECLINED: {**_ANSWER, "reason": REASON.needed},
    Kind.REFERRAL_DONE: _ANSWER,
    Kind.REFERRAL_REVOKED: {**_ANSWER, "reason": REASON.needed},
    Kind.PROTECTION_REFERRED: {"branch": WORD.needed, "to": LINE, "note": TEXT},
    Kind.CLOCK_PAUSED: {"clock": WORD.needed, "reason": CHOSEN, "note": TEXT},
    Kind.CLOCK_RESUMED: {"clock": WORD.needed, "note": TEXT},
    Kind.WITHDRAWN: {"entry": ID.needed, "reason": REASON.needed},
}


def check_shape(kind: Kind, data: Mapping[str, Any]) -> None:
    """Refuse data with a name that the kind does not know, or a value of another sort or size."""
    shape = SHAPES[kind]
    if unknown := sorted(set(data) - set(shape)):
        raise EntryRefused(f"This entry takes no “{unknown[0][:LONGEST_WORD]}”. It takes: {', '.join(shape)}.")
    for name, part in shape.items():
        is_there = data.get(name) is not None
        if (is_there and not part.fits(data[name])) or (part.is_needed and not is_there):
            raise EntryRefused(f"Give {part.words} as “{name}”.")
    if len(json.dumps(dict(data), default=str)) > LARGEST:
        raise EntryRefused("This is more than one entry holds. Write it in several, or shorten it.")
