"""The empty strips between the columns of a page: prose set in two columns, and tables whose rows are numbered."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from tideturn.methods.reading.columns import PLACED, columns_of
from tideturn.methods.reading.document import Block
from tideturn.methods.reading.structure import join_lines
from tideturn.methods.reading.wording import tidy

_GAP = re.compile(r"(?<=\S)\s{3,}(?=\S)")
# Prose in two columns has as many lines of words on both sides, and sides as wide.
_FEWEST_LINES = 5
_NARROWEST_SIDE = 25
_LONGEST_PAUSE = 5
_LONGEST_HEADING = 5
_NUMBER = re.compile(r"^\(?[A-Z]{0,2}\d{1,3}(?:\.\d{1,2})*[a-z]?[.)]?$")
# Of so many lines one may stand across the columns.
_FEW_ACROSS = 10
_NARROWEST_STRIP, _FEWEST_STRIPS, _FEWEST_ROWS = 2, 2, 2


def in_reading_order(lines: Sequence[str]) -> list[str]:
    """Return the lines of a page, those set in two columns one column after the other."""
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    start = _first_parted(lines, gutter)
    ordered = list(lines[:start])
    for is_parted, run in groupby(_runs(lines[start:], gutter), key=lambda pair: pair[0]):
        part = [line for _, line in run]
        left = (line[:gutter].rstrip() for line in part)
        ordered += [*left, *(line[gutter:].rstrip() for line in part)] if is_parted else part
    return ordered


def _heads_a_table(sides: tuple[str, str]) -> bool:
    return max(len(side.split()) for side in sides) <= _LONGEST_HEADING and bool(columns_of(sides))


def _first_parted(lines: Sequence[str], gutter: int) -> int:
    """Return the line with which the columns begin: a running head that stands far above them is no part of them."""
    both = [at for at, line in enumerate(lines) if _has_both(line, gutter)]
    far = next((at for at, (one, other) in enumerate(pairwise(both)) if other - one <= _LONGEST_PAUSE), 0)
    start = both[far]
    while start and not lines[start - 1][:gutter].strip() and lines[start - 1].strip():
        start -= 1
    return start


def _runs(lines: Sequence[str], gutter: int) -> Iterator[tuple[bool, str]]:
    """Yield the lines, each with whether it belongs to the columns; they end where the page is empty for long."""
    blank = 0
    for line in lines:
        blank = 0 if line.strip() else blank + 1
        if blank > _LONGEST_PAUSE:
            gutter = 0
        yield gutter > 0 and _is_parted(line, gutter), line


def _has_both(line: str, gutter: int) -> bool:
    return _is_parted(line, gutter) and bool(line[:gutter].strip() and line[gutter:].strip())


def _gutter(lines: Sequence[str]) -> int | None:
    """Return where two columns of prose meet, or null where the page has none."""
    gaps = [found for line in lines if len(found := list(_GAP.finditer(line))) == 1]
    places = Counter(place for (gap,) in gaps for place in range(gap.start() + 1, gap.end()))
    if not places:
        return None
    best = max(places, key=lambda place: (places[place], place))
    sides = [(line[:best].strip(), line[best:].strip()) for line in lines if _is_parted(line, best)]
    both = [pair for pair in sides if all(pair)]
    gaps_inside = sum(bool(_GAP.search(side)) for pair in both for side in pair)
    is_table = gaps_inside * _FEW_ACROSS > len(both) or any(_heads_a_table(pair) for pair in both)
    # Headings and the ends of paragraphs are short, so that half of the lines decide.
    wide = all(sorted(len(pair[at]) for pair in both)[len(both) // 2] >= _NARROWEST_SIDE for at in (0, 1) if both)
    return best if len(both) >= _FEWEST_LINES and wide and not is_table else None


def _is_parted(line: str, gutter: int) -> bool:
    """Return whether no word of a line stands across a place."""
    return not line[gutter - 1 : gutter + 1].strip()


def rows_of(lines: Sequence[str], places: Sequence[int], table: int) -> list[Block] | None:
    """Return the rows of a table whose lines stand at some places, or null where they are not numbered in a column."""
    strips = _strips([lines[place] for place in places])
    inside = [place for place in places if not _stands_across(lines[place], strips)]
    starts = [place for place in inside if _NUMBER.match(_cells(lines[place], strips)[0])]
    if len(strips) < _FEWEST_STRIPS or len(starts) < _FEWEST_ROWS:
        return None
    # A running head between the rows of two pages is no row.
    others = [Block("paragraph", tidy(lines[at]), at + 1, at + 1) for at in places if at not in inside]
    groups = _groups(lines, inside, strips, frozenset(starts))
    return [*others, *(_row([_cells(lines[place], strips) for place in group], group, table) for group in groups)]


def _strips(lines: Sequence[str]) -> list[int]:
    """Return where each column but the first begins: after a strip that is empty in nearly all lines with a gap."""
    gapped = [line for line in lines if _GAP.search(line)]
    width = max(map(len, gapped), default=0)
    counts = (sum(bool(line[place : place + 1].strip()) for line in gapped) for place in range(width))
    filled = [count * _FEW_ACROSS > len(gapped) for count in counts]
    starts = [place for place in range(_NARROWEST_STRIP, width) if filled[place] and not filled[place - 1]]
    return [place for place in starts if any(filled[:place]) and not any(filled[place - _NARROWEST_STRIP : place])]


def _stands_across(line: str, strips: Sequence[int]) -> bool:
    return any(line[place - _NARROWEST_STRIP : place].strip() for place in strips)


def _cells(line: str, strips: Sequence[int]) -> list[str]:
    edges = pairwise([0, *strips, max(len(line), *strips)])
    return [tidy(line[start:end]) for start, end in edges]


def _groups(
    lines: Sequence[str], places: Sequence[int], strips: Sequence[int], starts: frozenset[int]
) -> Iterator[list[int]]:
    """Yield the places of the lines of each row: of headings, or from a number to the next."""
    group: list[int] = []
    for place in places:
        is_heading = bool(columns_of(_cells(lines[place], strips)))
        if group and (place in starts or is_heading):
            yield group
            group = []
        group.append(place)
    yield group


def _row(cells: Sequence[Sequence[str]], places: Sequence[int], table: int) -> Block:
    joined = tuple(tidy(join_lines([cell for cell in column if cell])) for column in zip(*cells, strict=True))
    return Block("row", tidy(" ".join(joined)), places[0] + 1, places[-1] + 1, marker=PLACED, cells=joined, table=table)
