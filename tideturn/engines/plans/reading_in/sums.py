"""The sums of a draft: as they were read, as a person writes them, and as the register keeps them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from tideturn.engines.plans.reading_in.errors import NoSum
from tideturn.methods.reading.commitments import Money
from tideturn.methods.reading.money import find_money

# What the register can hold; nobody promises more.
LARGEST = 10**15
AS_WRITTEN_AT_MOST = 120
PART = "of which"
BOUNDS = {"up_to": "up to ", "over": "over ", "around": "around ", "at_least": "at least "}


def readable(sums: Sequence[Money]) -> tuple[Money, ...]:
    """Return those of some sums that the register can hold, each whole followed by all its parts."""
    wholes = [(place, one) for place, one in enumerate(sums) if one.part_of is None]
    found: list[Money] = []
    for place, whole in wholes:
        at = len(found)
        parts = [one for one in sums if one.part_of is not None and _whole_of(sums, one) == place]
        kept = [one for one in (whole, *parts) if _can_be_held(one)]
        found += [replace(one, part_of=None if number == 0 else at) for number, one in enumerate(kept)]
    return tuple(found)


def _whole_of(sums: Sequence[Money], part: Money) -> int:
    """Return the place of the sum that holds a part, however many parts it is a part of."""
    place = part.part_of or 0
    for _ in sums:
        above = sums[place].part_of
        if above is None:
            break
        place = above
    return place


def _can_be_held(one: Money) -> bool:
    return 0 < one.amount <= LARGEST and len(one.as_written) <= AS_WRITTEN_AT_MOST


def as_rows(sums: Iterable[Money]) -> list[dict[str, Any]]:
    """Return sums as a draft keeps them."""
    return [asdict(one) for one in sums]


def sums_in(rows: Iterable[dict[str, Any]]) -> tuple[Money, ...]:
    """Return the sums that a draft keeps."""
    return tuple(Money(**row) for row in rows)


def as_text(sums: Sequence[Money]) -> str:
    """Return sums as a person reads and writes them: one on each line, parts below their whole."""
    return "\n".join(f"{PART} {words_of(one)}" if one.part_of is not None else words_of(one) for one in sums)


def words_of(one: Money) -> str:
    """Return one sum in words from which it is read again as it is; as it was printed where there are none."""
    after = f"{one.as_written} per {one.per}" if one.per else one.as_written
    said = [f"{before}{after}" for before in ("", BOUNDS.get(one.bound or "", ""), "between ")]
    return next((words for words in said if _says(words, one)), one.as_written)


def _says(words: str, one: Money) -> bool:
    return [(read.amount, read.per, read.bound) for read in find_money([words])] == [(one.amount, one.per, one.bound)]


def read_sums(text: str) -> tuple[Money, ...]:
    """Return the sums of a text that has one on each line; raise NoSum for a line that holds none, or several."""
    found: list[Money] = []
    whole: int | None = None
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        is_part = line.casefold().startswith(PART)
        read = find_money([line[len(PART) :] if is_part else line])
        if len(read) != 1 or not _can_be_held(read[0]) or (is_part and whole is None):
            raise NoSum(line)
        whole = whole if is_part else len(found)
        found.append(replace(read[0], part_of=whole if is_part else None))
    return tuple(found)


def chosen(rows: Iterable[dict[str, Any]], is_chosen: Callable[[Money], bool]) -> list[dict[str, Any]]:
    """Return some of the sums that a draft keeps; a part whose whole is not among them stands by itself."""
    sums = sums_in(rows)
    left = [place for place, one in enumerate(sums) if is_chosen(one)]
    new = {place: number for number, place in enumerate(left)}
    return as_rows(replace(sums[place], part_of=new.get(sums[place].part_of)) for place in left)  # type: ignore[arg-type]


def joint(first: Iterable[dict[str, Any]], second: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sums of two drafts as those of one."""
    ours, theirs = sums_in(first), sums_in(second)
    moved = (replace(one, part_of=None if one.part_of is None else one.part_of + len(ours)) for one in theirs)
    return as_rows((*ours, *moved))
