"""Numbered recommendations, over chapters, each with its response in paragraphs below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from tideturn.methods.reading.commitments import Commitment, Draft, LeftOut
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.layouts.recommendation_response_table import Item, commitments_of
from tideturn.methods.reading.prose import lines_of, promises_in
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.wording import Piece, plain, reads_as_heading

NAME = "recommendation-response-list"
IS_TABLE = False

_ASKED = re.compile(
    r"^(?:key\s+|main\s+)?recommendation\s+(?P<number>[A-Z]?\d{1,3}(?:\.\d{1,2})*[a-z]?)\b\s*[:.)–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"^(?:(?:the|our)\s+)?(?:[\w’'&-]+\s+){0,5}(?:response|reply|answer)(?:\s+to\s+recommendation\s+\S{1,6})?"
    r"\s*(?:[:–-]\s*(?P<rest>.*))?$",
    re.IGNORECASE,
)
_LONGEST_HEAD = 12


@dataclass(slots=True)
class _Reader:
    """The place reached: the chapter, the recommendation, and paragraphs that belong to none."""

    setting: Setting
    section: str | None = None
    item: Item | None = None
    level: int = 0
    is_answered: bool = False
    prose: list[Block] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def recognise(document: Document) -> float:
    """Return how surely recommendations stand in the document, each followed by a response before the next."""
    marks = [mark for block, following in _with_following(document.blocks) if (mark := _mark(block, following))]
    return 0.85 if sum(pair == ("asked", "answered") for pair in pairwise(marks)) > 1 else 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return each recommendation with its response, the promises in the responses, and those in other prose."""
    reader = _Reader(setting)
    for block, following in _with_following(document.blocks):
        _read_block(reader, block, following)
    _end_item(reader)
    _end_prose(reader)
    reader.commitments.sort(key=lambda commitment: commitment.lines[0])
    return Draft(tuple(reader.commitments), tuple(reader.left_out))


def _with_following(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    return zip_longest(blocks, blocks[1:])


def _mark(block: Block, following: Block | None) -> str | None:
    if _asked(block, following):
        return "asked"
    return "answered" if _answered(block) else None


def _asked(block: Block, following: Block | None) -> re.Match[str] | None:
    """Return the number and words of a recommendation, of a numbered item too where its response is the next."""
    if block.kind == "row":
        return None
    is_item = block.marker[:1].isdigit() and following is not None and _answered(following)
    return _ASKED.match(f"Recommendation {block.marker} {plain(block.text)}" if is_item else plain(block.text))


def _answered(block: Block) -> re.Match[str] | None:
    return _ANSWERED.match(plain(block.text)) if block.kind in ("heading", "paragraph") else None


def _read_block(reader: _Reader, block: Block, following: Block | None) -> None:
    asked, answered = _asked(block, following), _answered(block)
    if asked:
        _begin_item(reader, block, asked)
    elif answered and reader.item and not reader.is_answered:
        reader.is_answered, reader.item.answer = True, answered["rest"] or ""
        reader.item.lines += lines_of(block)
    elif block.kind == "heading" and _ends_item(reader, block):
        _end_item(reader)
        _end_prose(reader)
        reader.section = plain(block.text)
        reader.left_out.append(leave(lines_of(block), "heading"))
    elif reader.item:
        _add(reader.item, block, is_answered=reader.is_answered)
    else:
        reader.prose.append(block)


def _begin_item(reader: _Reader, block: Block, asked: re.Match[str]) -> None:
    _end_item(reader)
    reader.item, reader.is_answered = Item(asked["number"]), False
    reader.level = block.level if block.kind == "heading" else 0
    if asked["rest"] and block.kind == "heading" and reads_as_heading(asked["rest"]):
        reader.item.title = asked["rest"]
    elif asked["rest"]:
        reader.item.text.append(Piece(asked["rest"], lines_of(block)))
    reader.item.lines += lines_of(block)


def _ends_item(reader: _Reader, block: Block) -> bool:
    """Return whether a heading begins something else: one above the recommendation's, or any once it was answered."""
    return reader.item is None or reader.is_answered or block.level <= reader.level


def _add(item: Item, block: Block, *, is_answered: bool) -> None:
    marked = f"• {plain(block.text)}" if block.kind == "bullet" else plain(block.text)
    (item.response if is_answered else item.text).append(Piece(marked, lines_of(block)))
    item.lines += lines_of(block)


def _end_item(reader: _Reader) -> None:
    if reader.item:
        found = commitments_of(reader.item, reader.setting)
        reader.commitments += [replace(commitment, section=reader.section) for commitment in found]
    reader.item = None


def _end_prose(reader: _Reader) -> None:
    found = promises_in(reader.prose, reader.setting, reader.section)
    claimed = {line for promise in found for line in promise.lines}
    reader.commitments += found
    reader.left_out += _narrative(reader.prose, claimed)
    reader.prose = []


def _narrative(blocks: Sequence[Block], claimed: set[int]) -> Iterator[LeftOut]:
    for block in blocks:
        if not claimed.issuperset(lines_of(block)):
            yield leave(lines_of(block), "narrative without a promise")
