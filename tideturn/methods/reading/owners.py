"""Who owns a commitment: names as written, split and given their canonical form by a table of aliases."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tideturn.methods.periods import SPAN
from tideturn.methods.reading.commitments import Owner
from tideturn.methods.reading.roles import part_roles
from tideturn.methods.reading.wording import tidy

_ARTICLE = re.compile(r"^(?:the|our|their|its)\s+", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|or|&)\s+|,\s*as well as\s+|\s+as well as\s+|,\s+|;\s*|\s+/\s+|\s+(?:and|or|&)\s+)"
)
_PARTNERS = re.compile(r"^(?:(?:its|their|other|all|local|key)\s+)?(?:partners?|stakeholders)$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"^(?:them|us|it|this|that|these|those|others|each other|one another)\b"
    r"|\b(?:sets?|is|are|was|were|will|has|have|should|must|can)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\s+(?:in partnership with|in collaboration with|working with|together with|supported by|with)\s+", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)?\s*")
_FUNDED = re.compile(r"^(?:funded|supported|led|commissioned|delivered)\s+by\s+(.+)$", re.IGNORECASE)
_OR = re.compile(r"^(?:or|and|with)\s+(?:the\s+)?(.+)$", re.IGNORECASE)
_CLAUSE = re.compile(r"\s+(?:that|who|which)\s+.*$")
_GENERIC = re.compile(r"^(?:all|any|other|every|each|local|relevant)\b", re.IGNORECASE)
# These words alone name nobody: "Local and national leadership" is one owner.
_ADJECTIVES = frozenset(
    [
        "local",
        "national",
        "regional",
        "public",
        "private",
        "third",
        "statutory",
        "voluntary",
        "health",
        "social",
        "adult",
        "primary",
        "secondary",
    ]
)
_NOBODY = re.compile(
    r"^(?:(?:by|from|until|before|due|the|end|of)\b|[\W_])*$"
    r"|^\W*(?:n/?a|none|nil|tb[acd]|to be (?:agreed|confirmed)|not applicable)\W*$",
    re.IGNORECASE,
)
_LONGEST_NAME = 14
# In characters. What is longer is prose, or noise, and names nobody; the limit keeps one endless line linear.
LONGEST_LIST = 4000
# "People with lived and living experience" are one group of people, not two.
# Nor are what one ministry is for, "Department of Health and Social Care", two bodies.
_BOUND_TOGETHER = re.compile(
    r"\b(?i:(?:lived|living)(?:,\s+\w+)*,?\s+(?:and|or)\s+\w+\s+experience)\b"
    r"|\b(?:Department|Ministry|Minister|Secretary|Office|Directorate|Directors?|Committee|Commission(?:er)?|Institute)"
    r"\s+(?:of|for)\s+(?:[A-Z][a-z-]+,?\s+){1,4}(?:and|&)\s+(?!Police\b|Council|Partner|Board)[A-Z][a-z-]+"
    r"(?:\s+(?:Care|Affairs|Government|Security|Services|Work|Skills|Development))?(?=\s*(?:[;,/().]|$|and\b|or\b))"
)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name as the alias table compares it: no article, no end mark, one case, even space."""
    text = tidy(name).replace("’", "'").strip(" .;:,")
    text = re.sub(r"\(\s+", "(", text)
    return _ARTICLE.sub("", text).casefold()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A canonical name, whether it names a class of bodies, and its other spellings."""

    name: str
    generic: bool = False
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("An organisation has a name.")


@dataclass(frozen=True)
class Organisations:
    """A frozen table of organisations, asked by any of their names."""

    entries: tuple[Organisation, ...] = ()
    _by_name: dict[str, Organisation] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[str, Organisation] = {}
        for entry in self.entries:
            for alias in entry.aliases:
                table.setdefault(fold(alias), entry)
        for entry in self.entries:
            table[fold(entry.name)] = entry
        object.__setattr__(self, "_by_name", table)

    def find(self, name: str) -> Organisation | None:
        """Return the organisation that a name stands for, or null."""
        folded = fold(name)
        return self._by_name.get(folded) or self._by_name.get(re.sub(r"\s*\([^()]*\)?$", "", folded))

    def knows(self, name: str) -> bool:
        """Return whether a name as a whole, brackets and all, is in the table."""
        return fold(name) in self._by_name

    def longest_at(self, words: Sequence[str], start: int) -> int:
        """Return the end of the longest known name that begins at a word, or the start where there is none."""
        ends = range(min(len(words), start + _LONGEST_NAME), start, -1)
        return next((end for end in ends if fold(" ".join(words[start:end])) in self._by_name), start)


@dataclass(frozen=True, slots=True)
class Named:
    """The owners that some words name, and those who are named beside them without owning."""

    owners: tuple[Owner, ...] = ()
    others: tuple[str, ...] = ()


def owner_called(written: str, table: Organisations) -> Owner:
    """Return the owner for one name, canonical where the table knows it."""
    written = tidy(written).strip(" ,;")
    found = table.find(written) or table.find(_CLAUSE.sub("", written))
    if found:
        return Owner(found.name, written, found.generic)
    name = _ARTICLE.sub("", written.rstrip("."))
    return Owner(name or written, written, bool(_GENERIC.match(name)))


def _by_known_names(text: str, table: Organisations) -> list[str] | None:
    """Return names set side by side without any mark between them, or null where a word is left over."""
    words, at, names = text.split(), 0, list[str]()
    while at < len(words):
        end = table.longest_at(words, at)
        if end == at:
            return None
        names.append(" ".join(words[at:end]))
        at = end
    return names


def _protect(text: str, table: Organisations) -> str:
    """Return the text with each known name bound into one word, so that its own "and" splits nothing."""
    text = _BOUND_TOGETHER.sub(lambda found: found.group().replace(" ", "\x00"), text)
    words, at, items = text.split(" "), 0, list[str]()
    while at < len(words):
        end = max(table.longest_at(words, at), at + 1)
        items.append("\x00".join(words[at:end]))
        at = end
    return " ".join(items)


def split_names(text: str, table: Organisations) -> list[str]:
    """Return the names in a list such as "A, B and C"; a known name is never split."""
    text = tidy(text)
    if not text:
        return []
    if table.find(text):
        return [text]
    side_by_side = _by_known_names(text, table)
    if side_by_side:
        return side_by_side
    parts = [part.replace("\x00", " ").strip() for part in _SEPARATOR.split(_protect(text, table))]
    return _rejoin([part for part in parts if part], text)


def _rejoin(parts: list[str], text: str) -> list[str]:
    """Return the parts with a lone adjective put back before the name it belongs to."""
    names: list[str] = []
    for part in reversed(parts):
        if names and fold(part) in _ADJECTIVES:
            start = text.rfind(part, 0, text.rfind(names[-1]))
            names[-1] = text[start : text.rfind(names[-1]) + len(names[-1])]
        else:
            names.append(part)
    return names[::-1]


def _brackets(text: str, table: Organisations) -> tuple[str, list[str], list[str]]:
    """Return a name without its bracket, further owners named in it, and others such as funders."""
    found = _BRACKET.search(text)
    if not found or text.count("(") != 1:
        return text, [], []
    inside, outside = found[1], tidy(text[: found.start()] + " " + text[found.end() :])
    funder, other = _FUNDED.match(inside), _OR.match(inside)
    if funder:
        return outside, [], [_ARTICLE.sub("", funder[1])]
    if other:
        return outside, [other[0].split(" ", 1)[1]], []
    return (outside, [], []) if inside.isupper() or not outside else (text, [], [])


def _names_someone(text: str) -> bool:
    """Return false for a mark or a word that fills a cell without naming anyone, and for a date."""
    return not _NOBODY.match(SPAN.sub("", text))


def name_owners(text: str, table: Organisations) -> Named:
    """Return the owners in the words of a subject or of a responsibility cell."""
    text = tidy(text)
    if len(text) > LONGEST_LIST or not _names_someone(text):
        return Named()
    if table.knows(text):
        return Named((owner_called(text, table),))
    leading, helping = part_roles(text)
    named = _leading(leading, table)
    return Named(named.owners, (*named.others, *names_beside(helping, table)))


def _leading(text: str, table: Organisations) -> Named:
    text, more, others = _brackets(text, table)
    partners = _WITH.search(text)
    if partners and not table.knows(text):
        others = [*others, *names_beside(text[partners.end() :], table)]
        text = text[: partners.start()]
    names = [name for name in (*split_names(text, table), *more) if _names_someone(name)]
    kept = [name for name in names if not _PARTNERS.match(name) or table.find(name)]
    others += [name for name in names if name not in kept]
    return Named(unique_owners(owner_called(name, table) for name in kept), tuple(tidy(other) for other in others))


def names_beside(text: str, table: Organisations) -> tuple[str, ...]:
    """Return the names in a list of partners, canonical where known and without their articles."""
    named = filter(_names_someone, split_names(text.strip(" ,"), table))
    names = (name for name in named if not _NO_NAME.search(name))
    return tuple(owner_called(name, table).name for name in names if len(name.split()) <= _LONGEST_NAME)


def unique_owners(owners: Iterable[Owner]) -> tuple[Owner, ...]:
    """Return owners in order, each canonical name once."""
    seen: dict[str, Owner] = {}
    for owner in owners:
        seen.setdefault(owner.name, owner)
    return tuple(seen.values())


def owners_by_line(lines: Iterable[str], table: Organisations) -> Named:
    """Return owners listed one a line; a line is split only where every part of it is known."""
    owners: list[Owner] = []
    others: list[str] = []
    for line in filter(_names_someone, lines):
        names = split_names(line, table)
        if len(names) > 1 and all(table.find(name) for name in names):
            owners += [owner_called(name, table) for name in names]
        else:
            owners.append(owner_called(line, table))
    return Named(unique_owners(owners), tuple(others))
