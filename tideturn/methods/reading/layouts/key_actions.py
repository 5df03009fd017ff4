"""A chapter of prose with lists headed "Key actions": actions, actions nested below them, promises in the prose."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from tideturn.methods.reading.commitments import Commitment, Draft, LeftOut
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.labels import with_labels
from tideturn.methods.reading.lists import with_leads
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.prose import lines_of, lines_of_item, promises_in, who_and_when
from tideturn.methods.reading.romans import roman
from tideturn.methods.reading.rows import commitment_of, labelled
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.subjects import owners_in
from tideturn.methods.reading.wording import lost_ending, plain, reads_as_heading

NAME = "key-actions"
IS_TABLE = False

_LIST_HEADING = re.compile(
    r"^(?:(?:our|the|key|priority|main|agreed)\s+)*(?:actions?|commitments?)(?:\s+(?:include|are))?\s*:?$"
    r"|^(?:what )?we will(?: do)?\s*:?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^(?:[\w’' -]{0,40}\s)?recommendation(?:\s+(?P<number>\d{1,3}[a-z]?))?\s*[:–]\s+(?P<text>\S.*)$", re.IGNORECASE
)
_FURNITURE = re.compile(r"^(?:contact|back to top|there is a problem|thanks for|e-?mail|telephone)\b|@", re.IGNORECASE)


@dataclass(slots=True)
class _Reader:
    """The place reached in the document: section, list, and paragraphs not yet read for promises."""

    setting: Setting
    section: str | None = None
    in_list: bool = False
    position: int = 0
    nested: int = 0
    prose: list[Block] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def recognise(document: Document) -> float:
    """Return how surely a heading of actions stands over a list."""
    pairs = zip(document.blocks, document.blocks[1:], strict=False)
    found = any(_LIST_HEADING.match(plain(one.text)) and other.kind == "bullet" for one, other in pairs)
    return 0.8 if found else 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return the listed actions, the recommendations quoted, and the promises in the prose, in order."""
    reader = _Reader(setting)
    blocks = list(with_leads(list(with_labels(document.blocks))))
    for block, following in zip_longest(blocks, blocks[1:]):
        _read_block(reader, block, following)
    _end_prose(reader)
    reader.commitments.sort(key=lambda commitment: commitment.lines[0])
    return Draft(tuple(reader.commitments), tuple(reader.left_out))


def _read_block(reader: _Reader, block: Block, following: Block | None) -> None:
    text = plain(block.text)
    quoted = _QUOTED.match(text) if block.kind == "paragraph" else None
    if block.columns:
        reader.commitments.append(commitment_of(labelled(block), reader.setting, reader.section, ()))
    elif _LIST_HEADING.match(text):
        reader.in_list = True
        reader.left_out.append(leave(lines_of(block), "heading of a list"))
    elif _is_heading(block, text):
        _begin_section(reader, block, text)
    elif block.kind == "bullet" and (reader.in_list or block.lead):
        _add_action(reader, block, following)
    elif quoted:
        reader.commitments.append(_recommendation(reader, block, quoted))
    elif _FURNITURE.search(text[:60]) and block.words < 12:
        reader.left_out.append(leave(lines_of(block), "contact details and page furniture"))
    else:
        reader.prose.append(block)


def _is_heading(block: Block, text: str) -> bool:
    is_loose = block.kind == "paragraph" and reads_as_heading(text, words=9) and not _FURNITURE.search(text)
    return block.kind == "heading" or is_loose


def _begin_section(reader: _Reader, block: Block, text: str) -> None:
    _end_prose(reader)
    is_title = reader.section is None and not reader.commitments and block.first == 1
    reader.left_out.append(leave(lines_of(block), "title" if is_title else "section heading"))
    reader.section, reader.in_list = text, False


def _end_prose(reader: _Reader) -> None:
    """Read the paragraphs gathered since the last heading for promises, and leave out the rest."""
    found = promises_in(reader.prose, reader.setting, reader.section)
    claimed = {line for promise in found for line in promise.lines}
    reader.commitments += found
    reader.left_out += [
        leave(lines_of(block), "narrative without a promise")
        for block in reader.prose
        if not claimed.issuperset(lines_of(block))
    ]
    reader.prose = []


def _recommendation(reader: _Reader, block: Block, found: re.Match[str]) -> Commitment:
    text = found["text"].strip()
    named = owners_in(text, reader.setting.organisations)
    return Commitment(
        kind="recommendation",
        number=found["number"],
        text=text,
        lines=lines_of(block),
        section=reader.section,
        owners=named.owners,
        others=named.others,
        # Quoted from elsewhere: a span such as "within six months" does not count from this document's day.
        deadlines=find_deadlines(text, None),
        money=find_money([text]),
    )


def _add_action(reader: _Reader, block: Block, following: Block | None) -> None:
    """Add a list item as an action; one below another gets the other's place in the document and a roman number."""
    is_nested = block.level > 0 and reader.position > 0
    if is_nested:
        reader.nested += 1
    else:
        reader.position, reader.nested = reader.position + 1, 0
    parent = str(reader.position) if is_nested else None
    number = f"{parent}-{roman(reader.nested)}" if is_nested else None
    has_list = following is not None and following.kind == "bullet" and following.level > block.level
    reader.commitments.append(_action(reader, block, number, parent, has_list=has_list))


def _action(reader: _Reader, block: Block, number: str | None, parent: str | None, *, has_list: bool) -> Commitment:
    text, setting = plain(block.text), reader.setting
    named, deadlines = who_and_when(block, setting, mood="promises")
    return Commitment(
        kind="action",
        number=number,
        parent=parent,
        text=text,
        lines=lines_of_item(block),
        section=reader.section,
        owners=named.owners,
        others=named.others,
        deadlines=deadlines,
        money=find_money([text]),
        doubts=tuple(_doubts(text, has_list=has_list)),
    )


def _doubts(text: str, *, has_list: bool) -> list[str]:
    doubt = None if has_list else lost_ending(text)
    return [doubt] if doubt else []
