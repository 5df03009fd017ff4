"""Markdown: headings, lists, tables and paragraphs, on the lines where they stand in the file."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.structure import BULLET, blocks_of, cell_text
from tideturn.methods.reading.wording import tidy
from tideturn.sources.documents.text import decode, lines_of, title_of

_BAR = re.compile(r"(?<!\\)\|")
_MARKED = ("bullet_list_open", "table_open", "fence")
_HTML_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(slots=True)
class _Place:
    """Where the tokens have got to: how deep in lists, in which table."""

    depth: int = -1
    table: int = 0
    marker: str = "•"
    in_item: bool = False


def read_markdown(file: str, content: bytes) -> Document:
    """Return a Markdown file as a document; where it holds no Markdown blocks it is read as plain text."""
    lines = lines_of(file, decode(file, content))
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    blocks = tuple(_without_overlap(_blocks(tokens, lines))) if _is_marked(tokens) else blocks_of(lines)
    title = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), "")
    return Document(lines, _completed(blocks, lines), "markdown", title or title_of(lines))


def _blocks(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    place = _Place()
    for at, token in enumerate(tokens):
        _move(place, token)
        if token.type == "inline" and token.map:
            opener = tokens[at - 1].type
            if opener == "paragraph_open" and not place.in_item and _is_typed(token, lines):
                yield from _as_typed(token, lines, place)
            elif opener in ("heading_open", "paragraph_open"):
                yield _inline_block(token, tokens[at - 1], place)
                place.in_item = False
        elif token.type == "tr_open" and token.map:
            yield _row(token, lines, place)
        elif token.type in ("code_block", "html_block") and token.map and _is_typed(token, lines):
            yield from _as_typed(token, lines, place)
        elif token.type in ("fence", "code_block", "html_block") and token.map:
            yield from _as_text(token, lines)


def _is_marked(tokens: Sequence[Token]) -> bool:
    """Return whether a text uses Markdown at all, and is not plain text that was given its name."""
    kinds = Counter(token.type for token in tokens)
    headings = any(token.type == "heading_open" and token.markup.startswith("#") for token in tokens)
    return headings or any(kinds[kind] for kind in _MARKED) or kinds["list_item_open"] > kinds["ordered_list_open"]


def _move(place: _Place, token: Token) -> None:
    if token.type in ("bullet_list_open", "ordered_list_open"):
        place.depth += 1
    elif token.type in ("bullet_list_close", "ordered_list_close"):
        place.depth -= 1
    elif token.type == "list_item_open":
        place.in_item, place.marker = True, f"{token.info}{token.markup}" if token.info else "•"
    elif token.type == "table_open":
        place.table += 1


def _inline_block(token: Token, opener: Token, place: _Place) -> Block:
    first, last = (token.map or [0, 1])[0] + 1, (token.map or [0, 1])[1]
    text = tidy(_text(token))
    if opener.type == "heading_open":
        return Block("heading", text, first, last, level=int(opener.tag[1:]))
    if place.in_item:
        return Block("bullet", text, first, last, level=max(place.depth, 0), marker=place.marker)
    return Block("paragraph", text, first, last)


def _text(token: Token) -> str:
    """Return the words of an inline token without their marks."""
    kept = {"text", "code_inline", "text_special"}
    parts = []
    for child in token.children or ():
        if child.type in kept:
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


def _is_typed(token: Token, lines: Sequence[str]) -> bool:
    """Return whether some lines hold list marks that Markdown does not know, or cells divided by tabs."""
    first, last = token.map or [0, 0]
    return any(BULLET.match(line) or "\t" in line.strip() for line in lines[first:last])


def _as_typed(token: Token, lines: Sequence[str], place: _Place) -> Iterator[Block]:
    first, last = token.map or [0, 0]
    for block in blocks_of(lines[first:last]):
        table = block.table + place.table if block.kind == "row" else 0
        yield replace(block, first=block.first + first, last=block.last + first, table=table)


def _row(token: Token, lines: Sequence[str], place: _Place) -> Block:
    """Return a table row with every cell of its line, those beyond the headings too."""
    at = (token.map or [0])[0]
    if "|" not in lines[at]:
        # Markdown lets a table go on until the next blank line; words without a bar are no cells.
        return Block("paragraph", tidy(lines[at]), at + 1, at + 1)
    line = lines[at].strip().removeprefix("|")
    cells = tuple(cell_text(cell.replace("\\|", "|")) for cell in _BAR.split(line))
    return Block("row", tidy(line), at + 1, at + 1, cells=cells, table=place.table)


def _as_text(token: Token, lines: Sequence[str]) -> Iterator[Block]:
    first, last = token.map or [0, 0]
    for number in range(first, last):
        text = tidy(_HTML_TAG.sub(" ", lines[number]) if token.type == "html_block" else lines[number])
        if text and not text.startswith(("```", "~~~")):
            yield Block("paragraph", text, number + 1, number + 1)


def _without_overlap(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks in the order of their lines, each line in one block; empty ones are not kept."""
    reached = 0
    for block in blocks:
        if block.text and block.first > reached:
            yield block
            reached = block.last


def _completed(blocks: tuple[Block, ...], lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks with the lines that Markdown does not show (rulings, definitions) as blocks too."""
    covered = {number for block in blocks for number in range(block.first, block.last + 1)}
    missing = [number for number, line in enumerate(lines, start=1) if line.strip() and number not in covered]
    extra = [Block("rule", tidy(lines[number - 1]), number, number) for number in missing]
    return tuple(sorted((*blocks, *extra), key=lambda block: block.first)) if blocks else blocks_of(lines)
