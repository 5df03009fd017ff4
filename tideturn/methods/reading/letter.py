"""A letter: its promises, and the reason why each other part is no promise."""

import re
from collections.abc import Sequence

from tideturn.methods.reading.commitments import Commitment, Draft, LeftOut
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.document import Block
from tideturn.methods.reading.promises import find_promises
from tideturn.methods.reading.prose import lines_of, passages_of, promise_commitment
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.wording import plain, reads_as_heading

_SALUTATION = re.compile(r"^dear\b", re.IGNORECASE)
_CLOSING = re.compile(r"^(?:yours\s+(?:sincerely|faithfully|truly)|kind regards|best wishes|le meas)\b", re.IGNORECASE)
_COPIES = re.compile(r"^c\.?c\.?\s*:?", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s*\S|^\[\d{1,3}\]\s")


def read_letter(blocks: Sequence[Block], setting: Setting) -> Draft:
    """Return the promises in the prose before a table, and the rest left out with reasons."""
    reasons = _reasons(blocks)
    prose = [block for block, reason in zip(blocks, reasons, strict=True) if reason is None]
    headings = [block for block, reason in zip(blocks, reasons, strict=True) if reason == "heading"]
    commitments = [
        promise_commitment(promise, setting, section=_section_at(headings, promise.lines[0]))
        for promise in find_promises(passages_of(prose))
    ]
    return Draft(tuple(commitments), tuple(_left_out(blocks, reasons, commitments)))


def _section_at(headings: Sequence[Block], line: int) -> str | None:
    above = [heading for heading in headings if heading.first < line]
    return plain(above[-1].text) if above else None


def _reasons(blocks: Sequence[Block]) -> list[str | None]:
    """Return for each block why it is no prose of the letter, or null where it is."""
    has_salutation = any(_SALUTATION.match(block.text) for block in blocks)
    part = "address block" if has_salutation else "prose"
    reasons: list[str | None] = []
    for block in blocks:
        part = _part_from(block, part)
        reasons.append(_reason(block, part))
        part = "prose" if part == "salutation" else part
    return reasons


def _part_from(block: Block, part: str) -> str:
    """Return the part of the letter that a block begins, or the part it goes on with."""
    if _SALUTATION.match(block.text):
        return "salutation"
    if _CLOSING.match(block.text):
        return "signature"
    if _COPIES.match(block.text) and part in ("signature", "prose"):
        return "distribution list"
    return part


def _reason(block: Block, part: str) -> str | None:
    if _FOOTNOTE.match(block.text):
        return "footnote"
    if part != "prose":
        return part
    if block.kind == "heading" or reads_as_heading(block.text):
        return "heading"
    return "ruling" if block.kind == "rule" else None


def _left_out(
    blocks: Sequence[Block], reasons: Sequence[str | None], commitments: Sequence[Commitment]
) -> Sequence[LeftOut]:
    claimed = {line for commitment in commitments for line in commitment.lines}
    return [
        leave(lines_of(block), reason or "narrative without a promise")
        for block, reason in zip(blocks, reasons, strict=True)
        if not claimed.issuperset(lines_of(block))
    ]
