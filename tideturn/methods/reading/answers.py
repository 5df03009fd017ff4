"""What an answer to a recommendation comes to, where its first words say so."""

import re
from typing import Literal

Answer = Literal["accepted", "in_part", "declined", "under_consideration"]
# The first that fits: what is accepted in part begins with the word accepted, too.
_FIRST_WORDS: tuple[tuple[Answer, str], ...] = (
    ("declined", r"(?:we (?:do|did|can) ?not accept|not accepted|declined?|rejected?)"),
    ("in_part", r"(?:we )?(?:partial(?:ly)?|partly) accept(?:ed|s|ance)?"),
    ("in_part", r"(?:we )?accept(?:ed|s)?(?: this| the recommendation)? in (?:part|principle)"),
    ("under_consideration", r"(?:under|for) (?:further )?consideration"),
    ("accepted", r"(?:we )?(?:fully |wholly )?(?:accept|agree)(?:ed|s|d)?"),
)
_ANSWERS = tuple(
    (answer, re.compile(rf"^\W*(?:response\s*[:–-]\s*)?{words}\b", re.IGNORECASE)) for answer, words in _FIRST_WORDS
)


def answer_of(response: str) -> Answer | None:
    """Return what a response says at its head that it comes to, or None where it does not say."""
    return next((answer for answer, words in _ANSWERS if words.match(response)), None)
