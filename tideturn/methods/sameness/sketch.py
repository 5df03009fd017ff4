"""What of a listing tells one service from another, in a form that can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

WORD = re.compile(r"[^\W_]+")
NATIONAL_DIGITS = 10
SHORTEST_PHONE = 6
# Said of many services, so that they tell none from another.
EMPTY_WORDS = frozenset(
    {
        *("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"),
        *("limited", "ltd", "project", "service", "services", "team"),
    }
)
# Mail of these is of anybody.
FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk"),
        *("outlook.com", "yahoo.com", "yahoo.co.uk", "icloud.com"),
    }
)


@dataclass(frozen=True)
class Sketch:
    """A listing reduced to what tells it from others; `points` are (latitude, longitude) in degrees."""

    name: str
    organisation: str = ""
    phones: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    webs: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    points: tuple[tuple[float, float], ...] = ()

    @cached_property
    def own_words(self) -> str:
        """Return the name without what it shares with its organisation and its towns: what kind of service it is."""
        known = words_of(self.organisation) | {word for town in self.towns for word in words_of(town)}
        kept = [word for word in ordered_words(self.name) if word not in known]
        return " ".join(kept) or " ".join(ordered_words(self.name))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Return the domains of its addresses, but those of everybody."""
        mail = {email.rpartition("@")[2] for email in self.emails}
        return frozenset({*mail, *(web.partition("/")[0] for web in self.webs)} - FREE_MAIL)

    def marks(self) -> frozenset[str]:
        """Return what two listings of one service nearly always have one of in common: where to look for a pair."""
        first = next(iter(ordered_words(self.organisation or self.name)), "")
        found = {f"phone {phone}" for phone in self.phones} | {f"web {web}" for web in self.webs}
        found |= {f"place {postcode} {first[:4]}" for postcode in self.postcodes}
        found |= {f"host {host} {kind}" for host in self.hosts for kind in ordered_words(self.own_words)[:1]}
        return frozenset(found | {f"name {' '.join(sorted(words_of(self.name)))}"})


def phone_digits(written: str) -> str:
    """Return the digits that tell one telephone from another, however its country and its zero are written."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    return digits[-NATIONAL_DIGITS:] if len(digits) >= SHORTEST_PHONE else ""


def web_place(written: str) -> str:
    """Return an address of the web without scheme, `www.`, question and last slash."""
    bare = re.sub(r"^\w+://", "", written.strip().casefold()).partition("?")[0].partition("#")[0]
    return bare.removeprefix("www.").rstrip("/")


def folded(text: str) -> str:
    """Return a text without accents and in lower case."""
    if text.isascii():
        return text[:400].casefold()
    parts = unicodedata.normalize("NFKD", text[:400])
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()


def ordered_words(text: str) -> list[str]:
    """Return the words of a text that say something, in their order."""
    return [word for word in WORD.findall(folded(text)) if word not in EMPTY_WORDS]


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that say something."""
    return frozenset(ordered_words(text))


def trigrams(text: str) -> frozenset[str]:
    """Return all that stands in three places beside one another, the ends of words included."""
    padded = f"  {text} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are written, from 0 to 1: Dice's measure over their trigrams."""
    first, second = trigrams(one), trigrams(other)
    return 2 * len(first & second) / (len(first) + len(second))


def all_folded(texts: Iterable[str]) -> frozenset[str]:
    """Return texts without accents and in lower case, the empty ones left out."""
    return frozenset(folded(text).strip() for text in texts if text.strip())
