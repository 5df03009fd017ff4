"""Plain text to blocks: headings, list items, paragraphs, and the rows of tables typed with tabs or upright bars."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tideturn.methods.reading.document import Block
from tideturn.methods.reading.wording import has_full_stop, is_ended, reads_as_heading, tidy

BULLET = re.compile(r"^(\s*)([•●▪◦‣○■□►▸·∙⁃\uf0b7\uf0a7]|[*+–—-](?=\s)|o(?=\s+[A-Z])|\uf06f)\s*(?=\S)")
_NUMBERED = re.compile(r"^(\s*)(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?[\s\u2002]+\S")
_RULING = re.compile(r"^[\s|:_=+-]*(?:-{3,}|={3,}|_{3,})[\s|:_=+-]*$")
_ROW_NUMBER = re.compile(
    r"^\|?\s*\(?\d{1,3}(?:\.\d{1,2})*[a-z]?(?:\s?-\s?[ivx]{1,5}|\s?\([ivx]{1,5}\))?[.)]{0,2}\s*\|", re.IGNORECASE
)
_PARAGRAPH_TAG = re.compile(r"<\s*(/?)\s*(?:p|br)\s*/?\s*>", re.IGNORECASE)
# A document whose lines are nearly all shorter than this was wrapped by whoever saved it.
_WRAP_WIDTH = 130
_LONG_SHARE = 0.25
# The last line of a paragraph is mostly shorter than this share of the width.
_SHORT_LINE = 0.8
# In a text that is not wrapped throughout, a line as long as this may yet have been.
_CUT_LINE = 55
_PARTED = re.compile(r"(?<=[A-Za-z]-)\n(?=[a-z])|(?<=[A-Za-z]/)\n(?=[A-Za-z])")


def is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the lines were broken at a margin, so that a paragraph runs over several of them."""
    lengths = [len(line) for line in lines if line.strip()]
    if not lengths or max(lengths) > _WRAP_WIDTH:
        return False
    return sum(length > 55 for length in lengths) >= _LONG_SHARE * len(lengths)


def join_lines(lines: Sequence[str]) -> str:
    """Return lines broken at a margin as one text; words parted at a hyphen or stroke are put together again."""
    return _PARTED.sub("", "\n".join(line.strip() for line in lines)).replace("\n", " ")


def cell_text(cell: str) -> str:
    """Return a cell with its paragraphs on lines of their own and nothing else of its marks."""
    marked = _PARAGRAPH_TAG.sub("\n", cell)
    return "\n".join(filter(None, (tidy(part) for part in marked.split("\n"))))


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def _is_bar_line(text: str) -> bool:
    return "|" in text


def _bar_regions(lines: Sequence[str]) -> dict[int, int]:
    """Return, for each run of lines that is a table typed with bars, its first line and its last, counted from 0."""
    regions: dict[int, int] = {}
    at = 0
    while at < len(lines):
        if not _is_bar_line(lines[at]):
            at += 1
            continue
        end, last = at, at
        while end < len(lines) and lines[end].strip():
            last = end if _is_bar_line(lines[end]) else last
            end += 1
        if sum(_is_bar_line(line) for line in lines[at : last + 1]) > 1:
            regions[at] = last
        at = last + 1
    return regions


def _bar_rows(lines: Sequence[str], first: int, last: int, table: int) -> Iterator[Block]:
    """Yield the rows of a table typed with bars; a line that begins no row belongs to the row before."""
    numbered = sum(bool(_ROW_NUMBER.match(line)) for line in lines[first : last + 1]) > 1
    start = first
    for at in range(first, last + 1):
        following = at + 1
        if following > last or _begins_row(lines[at], lines[following], numbered):
            yield _bar_row(lines[start:following], start, table)
            start = following


def _begins_row(line: str, following: str, numbered: bool) -> bool:
    if _RULING.match(line) or _RULING.match(following):
        return True
    return bool(_ROW_NUMBER.match(following)) if numbered else _is_bar_line(following)


def _bar_row(lines: Sequence[str], start: int, table: int) -> Block:
    joined = "\n".join(lines)
    if _RULING.match(joined):
        return Block("rule", tidy(joined), start + 1, start + len(lines), table=table)
    if len(lines) == 1:
        joined = joined.strip().removeprefix("|")
    cells = tuple(tidy(cell) for cell in joined.split("|"))
    return Block("row", tidy(joined), start + 1, start + len(lines), cells=cells, table=table)


def _tab_row(number: int, text: str, table: int) -> Block:
    cells = tuple(cell_text(cell) for cell in text.split("\t"))
    if all(not cell.strip("-= ") for cell in cells):
        return Block("rule", tidy(text), number, number, table=table)
    return Block("row", tidy(text), number, number, cells=cells, table=table)


def _bullet(number: int, text: str, found: re.Match[str]) -> Block:
    indent = len(found[1].expandtabs(4))
    return Block("bullet", tidy(text[found.end() :]), number, number, level=indent, marker=found[2])


def _heading_level(text: str) -> int:
    """Return the level of a line that is a heading by its own form, or 0."""
    if _SECTION_NUMBER.match(text) and reads_as_heading(text) and text[-1] not in "0123456789":
        return min(6, 1 + text.split()[0].strip(".").count("."))
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 2 and all(letter.isupper() for letter in letters) and reads_as_heading(text):
        return 2
    return 0


def _plain_block(line: _Line, *, alone: bool) -> Block:
    """Return the block that one line of text forms by itself."""
    number, text = line.number, line.text
    marked = _MARKDOWN_HEADING.match(text)
    if marked and marked[2]:
        return Block("heading", tidy(marked[2]), number, number, level=len(marked[1]))
    stripped = tidy(text)
    level = _heading_level(stripped)
    if level and alone:
        return Block("heading", stripped, number, number, level=level)
    bullet = BULLET.match(text) or _NUMBERED.match(text)
    if bullet:
        return _bullet(number, text, bullet)
    return Block("paragraph", stripped, number, number)


@dataclass(slots=True)
class _Growing:
    """A block to which further lines of a wrapped text may still be added."""

    block: Block
    parts: list[str]
    last: int

    def goes_on(self, line: str, width: int) -> bool:
        """Return whether a line goes on from this block, in text wrapped at about the width."""
        last, following = self.parts[-1], line.strip()
        if self.block.kind == "heading":
            return following[:1].islower()
        if self.block.kind not in ("paragraph", "bullet"):
            return False
        if following[:1].islower() or following[:1] in "([":
            return True
        if has_full_stop(last):
            # A sentence that ends well before the margin ends its paragraph; a heading may follow any.
            is_heading = reads_as_heading(following, words=10) and len(following) < 0.6 * width
            return len(last) >= _SHORT_LINE * width and not is_heading
        is_title = len(self.parts) == 1 and self.block.kind == "paragraph" and len(last) < 0.5 * width
        return not (is_title and following[:1].isupper())

    def is_cut_before(self, line: str) -> bool:
        """Return whether a long line stops in the middle of a sentence, and another goes on from it."""
        last = self.parts[-1]
        is_prose = self.block.kind in ("paragraph", "bullet") and len(last) > _CUT_LINE and not is_ended(last)
        return is_prose and line.strip()[:1].islower()

    def grown(self) -> Block:
        """Return the block with all its lines; words parted at a hyphen or stroke are put together again."""
        if len(self.parts) == 1:
            return self.block
        return replace(self.block, text=join_lines(self.parts), last=self.last)


def _growing(block: Block) -> _Growing:
    return _Growing(block, [block.text], block.last)


def _is_alone(lines: Sequence[str], at: int, width: int) -> bool:
    """Return whether a line may be a heading: in wrapped text it must not run on from the line before it."""
    before = lines[at - 1].strip() if at and width else ""
    return not before or has_full_stop(before) or before.endswith(")") or len(before) < _SHORT_LINE * width


def blocks_of(lines: Sequence[str], *, wrapped: bool | None = None) -> tuple[Block, ...]:
    """Return the blocks that the lines of a plain text form, in order; every line that is not blank is in one."""
    wrapped = is_wrapped(lines) if wrapped is None else wrapped
    regions = _bar_regions(lines)
    has_tabs = any("\t" in line.strip() for line in lines)
    width = _width(lines) if wrapped else 0
    growing: list[_Growing] = []
    at, table = 0, 0
    while at < len(lines):
        if at in regions:
            table += 1
            growing += map(_growing, _bar_rows(lines, at, regions[at], table))
            at = regions[at] + 1
            continue
        if lines[at].strip():
            _add_line(growing, _line_block(lines, at, width, has_tabs), lines[at], width)
        at += 1
    return tuple(nest([one.grown() for one in growing]))


def _width(lines: Sequence[str]) -> int:
    """Return the length that one line in twenty exceeds, as the width of wrapped text."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[len(lengths) * 19 // 20] if lengths else 0


def _line_block(lines: Sequence[str], at: int, width: int, has_tabs: bool) -> Block:
    """Return the block that a line forms by itself: a row where tabs divide it, else what its form says."""
    text = lines[at]
    marked = BULLET.match(text) or _NUMBERED.match(text)
    divided = "\t" in (text[marked.end() :] if marked else text).rstrip()
    if has_tabs and divided:
        return _tab_row(at + 1, text, table=0)
    return _plain_block(_Line(at + 1, text), alone=_is_alone(lines, at, width))


def _add_line(growing: list[_Growing], block: Block, line: str, width: int) -> None:
    """Add a line's block to the blocks, or its words to the block before that it goes on from."""
    touches = bool(growing) and growing[-1].last == block.first - 1
    is_wrapped_once = touches and not width and growing[-1].is_cut_before(line)
    if touches and block.kind == "paragraph" and (is_wrapped_once or (width and growing[-1].goes_on(line, width))):
        growing[-1].parts.append(block.text)
        growing[-1].last = block.last
    else:
        growing.append(_growing(block))


def nest(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with the indent of each list item turned into its depth, from 0."""
    indents: list[int] = []
    for block in blocks:
        if block.kind == "heading":
            indents = []
        if block.kind != "bullet":
            yield block
            continue
        while indents and indents[-1] > block.level + 1:
            indents.pop()
        if not indents or block.level > indents[-1] + 1:
            indents.append(block.level)
        yield replace(block, level=len(indents) - 1)
