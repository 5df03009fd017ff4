"""Names brought to the letters that two spellings of one name share, and how alike two names are."""

import re
import unicodedata

# What services write where they do not know the name; nobody is called so.
NO_NAME = frozenset(
    {
        "unknown",
        "unk",
        "nk",
        "notknown",
        "nameunknown",
        "noname",
        "none",
        "na",
        "notgiven",
        "refused",
        "anonymous",
        "anon",
    }
    | {"male", "female", "man", "woman", "unknownmale", "unknownfemale", "unidentified", "patient", "baby"}
    | {"x", "xx", "xxx"}
)
WITHOUT_ACCENT = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
CODES = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}
WINKLER = 0.1
ALIKE = 0.88


def letters_of(name: str | None) -> str:
    """Return a name's letters alone, without accents, blanks, case or marks; nothing where it is no name."""
    if name is None:
        return ""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(WITHOUT_ACCENT))
    letters = "".join(letter for letter in decomposed if letter.isalpha())
    return "" if letters in NO_NAME else re.sub(r"^mac(?=.{3})", "mc", letters)


def parts_of(name: str | None) -> tuple[str, ...]:
    """Return the letters of a whole name and of each of its parts, such as both halves of Smith-Jones."""
    whole = letters_of(name)
    if not whole:
        return ()
    parts = [letters_of(part) for part in re.split(r"[\s\-‐–/]+", name or "")]
    return tuple(dict.fromkeys([whole, *(part for part in parts if len(part) > 2 and part != "mc")]))


def sound_of(letters: str) -> str:
    """Return the sound of a name (Soundex: first letter and three consonants); its first letters in other scripts."""
    if not letters.isascii():
        return letters[:4]
    code, last = letters[:1], CODES.get(letters[:1])
    for letter in letters[1:]:
        sound = CODES.get(letter)
        if sound and sound != last:
            code += str(sound)
        last = last if letter in "hw" else sound
    return f"{code}000"[:4]


def likeness(one: str, other: str) -> float:
    """Return the Jaro-Winkler likeness of two words, from 0 to 1 (Winkler 1990)."""
    if one == other:
        return 1.0 if one else 0.0
    shared_one, shared_other = _shared(one, other)
    if not shared_one:
        return 0.0
    same = len(shared_one)
    swapped = sum(a != b for a, b in zip(shared_one, shared_other, strict=True)) / 2
    jaro = (same / len(one) + same / len(other) + (same - swapped) / same) / 3
    start = next(
        (i for i, (a, b) in enumerate(zip(one[:4], other[:4], strict=False)) if a != b), min(len(one), len(other), 4)
    )
    return jaro + start * WINKLER * (1 - jaro)


def _shared(one: str, other: str) -> tuple[list[str], list[str]]:
    reach = max(len(one), len(other)) // 2 - 1
    taken: set[int] = set()
    found: list[str] = []
    for i, letter in enumerate(one):
        for j in range(max(0, i - reach), min(len(other), i + reach + 1)):
            if j not in taken and other[j] == letter:
                taken.add(j)
                found.append(letter)
                break
    return found, [other[j] for j in sorted(taken)]


def are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names, given by their parts, may be one: a part alike, or only an initial given."""
    pairs = [(a, b) for a in one for b in other]
    return any(likeness(a, b) >= ALIKE or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)
