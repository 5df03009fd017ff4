"""Headings in capitals or as headings, and below each a list of actions that end in "(Timescale: …)"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from tideturn.methods.reading.commitments import Commitment, Deadline, Draft, LeftOut
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.subjects import owners_in
from tideturn.methods.reading.timescales import read_timescale
from tideturn.methods.reading.wording import lost_ending, plain, reads_as_heading

NAME = "bulleted-actions"
IS_TABLE = False

_LABEL = (
    r"(?:(?:time\s?-?(?:scale|frame|line)|(?:target|due|delivery|completion)(?:\s+date)?|deadline|by\s+when|when|term)s?"
    r"\s*[:=–-]\s*|(?:for\s+)?(?:delivery|completion)\s+by\s+)"
)
_TERM = r"(?:very\s+)?(?:short|medium|mid|long|near)(?:er)?"
_TERMS = rf"(?:{_TERM}(?:\s*(?:/|-|–|to|and)\s*{_TERM})*(?:[\s-]+terms?)?|immediate(?:ly)?|on-?\s?going)"
_TIMESCALE = re.compile(
    rf"\s*(?:[(\[]\s*(?:{_LABEL}(?P<labelled>[^()\[\]]{{1,80}}?)|(?P<bare>{_TERMS}))\s*[)\]]"
    rf"|(?:(?<=[.!?;”’\"'])\s+|^){_LABEL}(?P<open>[^()\[\].:;]{{1,40}}?))\s*\.?\s*$",
    re.IGNORECASE,
)
_TERM_MARK = re.compile(r"[\s-]+terms?$", re.IGNORECASE)
# The longest end of a list item in which a timescale is looked for.
_LONGEST_MARK = 140
_SECTION_WORDS = 8
_DEFINITION = re.compile(r"^([\w/ -]{2,20}?)(?:[ -]term)?\s*(?::|[–-]\s|means\b|=)", re.IGNORECASE)
_DEFINES = re.compile(r"\bterms?\b.*\b(?:timescales?|defined)\b|\btimescales?\b.*\bdefined\b", re.IGNORECASE)


def recognise(document: Document) -> float:
    """Return the share of list items that end in a timescale."""
    bullets = [block for block in _whole_items(document.blocks) if block.kind == "bullet"]
    timed = sum(_is_timed(block) for block in bullets)
    return timed / len(bullets) if timed > 1 else 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return an action for each list item, with the section it stands under."""
    blocks = _whole_items(document.blocks)
    terms = {term for block in blocks for term in _terms(block)}
    commitments: list[Commitment] = []
    left_out: list[LeftOut] = []
    section: str | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        is_section = _is_section(block, following, is_first=block is blocks[0], is_inside=section is not None)
        if is_section:
            section = plain(block.text).rstrip(": ")
        reason = "section heading" if is_section else _reason_to_leave(block, terms, is_begun=bool(commitments))
        if reason:
            left_out.append(leave(range(block.first, block.last + 1), reason))
        else:
            commitments.append(_action(block, section, setting))
    return Draft(tuple(commitments), tuple(left_out))


def _whole_items(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with a timescale that stands on a line of its own put back behind its list item."""
    joined: list[Block] = []
    for block in blocks:
        if joined and joined[-1].kind == "bullet" and block.kind != "row" and _is_only_a_timescale(block):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {block.text}", last=block.last)
        else:
            joined.append(block)
    return joined


def _split_timescale(text: str) -> tuple[str, str | None]:
    """Return a text without the timescale at its end, and the words of that timescale."""
    start = max(0, len(text) - _LONGEST_MARK)
    found = _TIMESCALE.search(text, start)
    if not found:
        return text, None
    return text[: found.start()], (found["labelled"] or found["bare"] or found["open"]).strip()


def _is_timed(block: Block) -> bool:
    return block.kind == "bullet" and _split_timescale(block.text)[1] is not None


def _is_only_a_timescale(block: Block) -> bool:
    rest, words = _split_timescale(block.text)
    return words is not None and not rest.strip()


def _is_section(block: Block, following: Block | None, *, is_first: bool, is_inside: bool) -> bool:
    """Return whether a block heads a section: a heading, or a short line above a list or after the first section."""
    if block.kind == "heading":
        return True
    text = plain(block.text)
    if block.kind != "paragraph" or not reads_as_heading(text.rstrip(": "), words=_SECTION_WORDS):
        return False
    heads_a_list = following is not None and _is_timed(following) and not is_first
    return heads_a_list or (is_inside and reads_as_heading(text))


def _terms(block: Block) -> Iterable[str]:
    """Return the words that a list item gives as its timescale."""
    words = _split_timescale(block.text)[1] if block.kind == "bullet" else None
    return (_TERM_MARK.sub("", word).strip().lower() for word in words.split("/")) if words else ()


def _reason_to_leave(block: Block, terms: set[str], *, is_begun: bool) -> str | None:
    """Return why a block is no action, or null where it is one."""
    if block.kind == "bullet":
        return "timescale definitions" if _is_definition(block, terms) else None
    if block.kind == "paragraph" and reads_as_heading(block.text, words=_SECTION_WORDS):
        return "section heading" if is_begun else "title"
    if _DEFINES.search(block.text):
        return "timescale definitions"
    return "table" if block.kind == "row" else "introduction" if not is_begun else "narrative"


def _is_definition(block: Block, terms: set[str]) -> bool:
    """Return whether a list item explains one of the words that other items use as their timescale."""
    if _is_timed(block):
        return False
    found = _DEFINITION.match(block.text)
    return bool(found and found[1].strip().lower() in terms)


def _action(block: Block, section: str | None, setting: Setting) -> Commitment:
    wording, timescale = _split_timescale(block.text)
    text = plain(wording)
    named = owners_in(text, setting.organisations)
    return Commitment(
        kind="action",
        text=text,
        lines=tuple(range(block.first, block.last + 1)),
        section=section,
        owners=named.owners,
        others=named.others,
        timescale=read_timescale([timescale] if timescale else [], setting.published),
        deadlines=_deadlines(text, setting),
        money=find_money([text]),
        doubts=_doubts(text, has_timescale=timescale is not None),
    )


def _deadlines(text: str, setting: Setting) -> tuple[Deadline, ...]:
    return find_deadlines(text, setting.published)


def _doubts(text: str, *, has_timescale: bool) -> tuple[str, ...]:
    missing = None if has_timescale else "No timescale is given, though other items have one."
    return tuple(doubt for doubt in (lost_ending(text), missing) if doubt)
