"""What of a name or an address is the same when two people share it: marks to compare, never to show."""

import re
import unicodedata
from collections.abc import Sequence

NOT_A_LETTER = re.compile(r"[\W\d_]+")
WORD = re.compile(r"[^\W\d_]+|\d+[a-z]?(?![a-z0-9])")
# The two parts of a postcode of the United Kingdom, with or without the blank between them.
POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
SHORT = {"st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "dr": "drive", "ln": "lane", "pl": "place",
         "ct": "court", "cres": "crescent", "gdns": "gardens", "terr": "terrace", "sq": "square"}  # fmt: skip
# What stands before the number of the house itself.
WITHIN = frozenset({"flat", "floor", "room", "apartment", "apt", "unit"})


def plain(text: str) -> str:
    """Return text without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def family_names(full_name: str) -> frozenset[str]:
    """Return the family name of a full name, and each part of a double one; nothing of a name of one word."""
    words = full_name.split()
    return parts_of_name(words[-1]) if len(words) > 1 else frozenset()


def parts_of_name(family_name: str) -> frozenset[str]:
    """Return the parts by which a family name is another's too: O'Neil is Oneil, Reid-Marsh is Reid and Marsh."""
    joined = plain(family_name).replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return frozenset(part for part in NOT_A_LETTER.split(joined) if len(part) > 1)


def address_marks(address: str) -> frozenset[str]:
    """Return the postcode of an address, and its number with the street; of words without either, nothing."""
    text = plain(address)
    codes = frozenset(f"postcode {outward}{inward}" for outward, inward in POSTCODE.findall(text))
    words = [SHORT.get(word, word) for word in WORD.findall(POSTCODE.sub(" ", text))]
    return codes | _houses(words)


def _houses(words: Sequence[str]) -> frozenset[str]:
    """Return each number of a house with the word that follows it, the street's first."""
    threes = zip(["", *words], words, words[1:], strict=False)
    return frozenset(
        f"house {number} {street}"
        for before, number, street in threes
        if number[0].isdigit() and street.isalpha() and before not in WITHIN
    )
