"""Status words at the start of a cell, and the vocabulary of the register."""

import re
from typing import get_args

from tideturn.methods.reading.commitments import Status, StatusValue

_WORDS: dict[StatusValue, str] = {
    "not_started": r"(?:not|yet to)(?: yet)? (?:been )?(?:start(?:ed)?|begun|begin|commenced?)|no progress(?: yet)?",
    "under_consideration": r"(?:for|under)(?: further)? consideration|being considered|to be considered",
    "in_early_development": r"(?:in )?early development|in development",
    "under_way": r"under[ -]?way|in[ -]progress|on-? ?going|in train|on track|started",
    "complete": r"completed?|done|achieved|delivered|closed",
    "paused": r"paused|on hold|suspended|delayed",
    "superseded": r"superseded|replaced|withdrawn",
}
_START = re.compile(
    r"^\W{0,3}(?:status\s*[:–-]\s*)?(?:"
    + "|".join(f"(?P<{value}>{words})" for value, words in _WORDS.items())
    + r")\b(?!-)\s*(?P<mark>[:.;–-]?)\s*",
    re.IGNORECASE,
)
_PAUSED = re.compile(
    r"\b(?:has|have|is|are|was|were)\s+(?:been\s+)?(?:temporarily\s+)?(paused|suspended)\b", re.IGNORECASE
)
_VERB_FOLLOWS = re.compile(r"^(?:by|the|a|an|and|with|to|in|of|on|from)\b")


def split_status(text: str) -> tuple[Status, str]:
    """Return the status with which a text begins, and the rest of the text."""
    found = _START.match(text)
    rest = text[found.end() :].strip() if found else text
    if not found or (not found["mark"] and _VERB_FOLLOWS.match(rest)):
        return Status(), text
    value = next(name for name in get_args(StatusValue) if found[name])
    return Status(found[value], value), rest


def status_of_cell(words: str) -> Status:
    """Return the status that a cell of its own holds, kept as written where it is no word of ours."""
    status, rest = split_status(words)
    return Status(status.as_written if status.value and not rest else words or None, status.value)


def find_pause(text: str) -> Status:
    """Return the status paused where a sentence says that the work has been paused."""
    found = _PAUSED.search(text)
    return Status(found[1], "paused") if found else Status()
