"""Words as they are compared: without case, accents, apostrophes and the letter of a plural."""

import re
import unicodedata
from dataclasses import dataclass

# A word is letters and digits; an apostrophe may stand inside it, as in Bo'ness and don't.
_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
_NO_PLURAL = ("ss", "us", "is")


@dataclass(frozen=True)
class Word:
    """A word as it was written, and the form by which it is compared."""

    written: str
    folded: str


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; what stands between them is left out, and `&` reads as the word and."""
    composed = unicodedata.normalize("NFC", text).replace("&", " and ")
    return tuple(Word(written, fold(written)) for written in _WORD.findall(composed))


def fold(word: str) -> str:
    """Return the form by which one word is compared: `Families` and `family`, `Dùn` and `dun` have the same."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return singular("".join(letter for letter in parts if letter.isalnum()))


def singular(word: str) -> str:
    """Return an English word without the s of a plural; both sides of a comparison lose it, so a wrong loss is even."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word
