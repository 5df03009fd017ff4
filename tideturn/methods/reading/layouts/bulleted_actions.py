"""Headings in capitals or as headings, and below each a list of actions that end in "(Timescale: …)"."""

import re
from collections.abc import Iterable

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

_TIMESCALE = re.compile(
    r"\s*[(\[]\s*(?:timescale|timeframe|timeline)\s*:\s*([^()\[\]]{1,80})[)\]]\s*\.?\s*$", re.IGNORECASE
)
_DEFINITION = re.compile(r"^([\w/ -]{2,20}?)(?:[ -]term)?\s*(?::|[–-]\s|means\b|=)", re.IGNORECASE)
_DEFINES = re.compile(r"\bterms?\b.*\b(?:timescales?|defined)\b|\btimescales?\b.*\bdefined\b", re.IGNORECASE)


def recognise(document: Document) -> float:
    """Return the share of list items that end in a bracketed timescale."""
    bullets = [block for block in document.blocks if block.kind == "bullet"]
    timed = sum(bool(_TIMESCALE.search(block.text)) for block in bullets)
    return timed / len(bullets) if timed > 1 else 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return an action for each list item, with the section it stands under."""
    terms = {term for block in document.blocks for term in _terms(block)}
    commitments: list[Commitment] = []
    left_out: list[LeftOut] = []
    section: str | None = None
    for block in document.blocks:
        if block.kind == "heading" or (section is not None and _is_section(block)):
            section = plain(block.text)
        reason = _reason_to_leave(block, terms, is_begun=bool(commitments))
        if reason:
            left_out.append(leave(range(block.first, block.last + 1), reason))
        else:
            commitments.append(_action(block, section, setting))
    return Draft(tuple(commitments), tuple(left_out))


def _is_section(block: Block) -> bool:
    return block.kind == "paragraph" and reads_as_heading(block.text, words=8)


def _terms(block: Block) -> Iterable[str]:
    """Return the words that a list item's bracket gives as its timescale."""
    found = _TIMESCALE.search(block.text) if block.kind == "bullet" else None
    return (word.strip().lower() for word in found[1].split("/")) if found else ()


def _reason_to_leave(block: Block, terms: set[str], *, is_begun: bool) -> str | None:
    """Return why a block is no action, or null where it is one."""
    if block.kind == "bullet":
        return "timescale definitions" if _is_definition(block, terms) else None
    if block.kind == "heading" or _is_section(block):
        return "section heading" if is_begun or block.kind == "heading" else "title"
    if _DEFINES.search(block.text):
        return "timescale definitions"
    return "table" if block.kind == "row" else "introduction" if not is_begun else "narrative"


def _is_definition(block: Block, terms: set[str]) -> bool:
    """Return whether a list item explains one of the words that other items use as their timescale."""
    if _TIMESCALE.search(block.text):
        return False
    found = _DEFINITION.match(block.text)
    return bool(found and found[1].strip().lower() in terms)


def _action(block: Block, section: str | None, setting: Setting) -> Commitment:
    found = _TIMESCALE.search(block.text)
    text = plain(block.text[: found.start()] if found else block.text)
    named = owners_in(text, setting.organisations)
    return Commitment(
        kind="action",
        text=text,
        lines=tuple(range(block.first, block.last + 1)),
        section=section,
        owners=named.owners,
        others=named.others,
        timescale=read_timescale([found[1].strip()] if found else []),
        deadlines=_deadlines(text, setting),
        money=find_money([text]),
        doubts=_doubts(text, has_timescale=bool(found)),
    )


def _deadlines(text: str, setting: Setting) -> tuple[Deadline, ...]:
    return find_deadlines(text, setting.published)


def _doubts(text: str, *, has_timescale: bool) -> tuple[str, ...]:
    missing = None if has_timescale else "No timescale is given, though other items have one."
    return tuple(doubt for doubt in (lost_ending(text), missing) if doubt)
