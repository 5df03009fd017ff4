"""The names in free text such as a cause of death: “acute intoxication by heroin and 4-ANPP” holds two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tideturn.methods.detection.first_appearance.spelling import (
    Spelling,
    one_slip_away,
    skeleton,
)

# A comma between two places of a chemical name (3,4-methylenedioxy…, N,N-dimethyl…) parts nothing.
PLACES = re.compile(r"(?<=\b[\dn]),\s?(?=[\dn]\b)")
HELD = "\N{FULLWIDTH COMMA}"
PARTS = re.compile(r"[,;:/()\[\]\n.&+]|\b(?:and|with|including)\b")
WORD = re.compile(rf"[^\W_](?:[^\W_]|['’{HELD}-](?=[^\W_]))*")
LONG_ENOUGH_TO_MISSPELL = 5


@dataclass(frozen=True)
class Wording:
    """The `plain` words of a kind of text, which name nothing to be watched, in lower case; data, not code."""

    plain: frozenset[str]
    _skeletons: frozenset[str] = field(init=False, repr=False, compare=False)
    _answers: dict[str, bool] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Note what slips of the longer words look like."""
        longer = (word for word in self.plain if len(word) >= LONG_ENOUGH_TO_MISSPELL)
        object.__setattr__(self, "_skeletons", frozenset(skeleton(word) for word in longer))

    def is_plain(self, word: str) -> bool:
        """Return whether a word names nothing: itself, as a slip of a longer word, or as two words run into one."""
        if word not in self._answers:
            self._answers[word] = word in self.plain or self._is_slip(word) or self._is_two(word)
        return self._answers[word]

    def _is_slip(self, word: str) -> bool:
        if len(word) < LONG_ENOUGH_TO_MISSPELL:
            return False
        near = any(other in self.plain and len(other) > LONG_ENOUGH_TO_MISSPELL for other in one_slip_away(word))
        return near or skeleton(word) in self._skeletons

    def _is_two(self, word: str) -> bool:
        return any(word[:place] in self.plain and word[place:] in self.plain for place in range(2, len(word) - 1))


def names_in(text: str, *, wording: Wording) -> tuple[tuple[str, ...], ...]:
    """Return the words of each name in a text, in lower case and in the order of the text.

    The text is parted at commas, brackets and joining words; of each part the plain words are dropped, and what is left
    is one name: (“acetyl”, “fentanyl”).
    """
    flat = PLACES.sub(HELD, text.lower().replace("–", "-").replace("‐", "-"))
    parts = (WORD.findall(part) for part in PARTS.split(flat))
    named = (tuple(word.replace(HELD, ",") for word in part if not wording.is_plain(word)) for part in parts)
    return tuple(words for words in named if any(len(word) > 1 for word in words))


def categories_in(text: str, *, wording: Wording, spelling: Spelling) -> frozenset[str]:
    """Return the categories that a text names, as far as the names read so far tell, and learn from it.

    Hyphens and spaces within a name are dropped (“acetyl fentanyl”, “acetyl-fentanyl”). Several words that are not
    known together, but each alone, are several names between which a comma was forgotten.
    """
    found = (_read(words, spelling) for words in names_in(text, wording=wording))
    return frozenset(category for categories in found for category in categories)


def _read(words: tuple[str, ...], spelling: Spelling) -> Iterable[str]:
    whole = _bare("".join(words))
    parts = [_bare(word) for word in words]
    if len(parts) > 1 and not spelling.knows(whole) and all(spelling.knows(part) for part in parts):
        return [spelling.read(part) for part in parts]
    return [spelling.read(whole)]


def _bare(name: str) -> str:
    return re.sub(r"[^\w]", "", name)
