"""Promises in paragraphs, as commitments; used by every layout that has prose."""

from collections.abc import Iterable, Sequence

from tideturn.methods.reading.commitments import Commitment, CommitmentKind, Deadline
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.owners import Named
from tideturn.methods.reading.promises import Promise, find_promises
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.subjects import owners_in
from tideturn.methods.reading.wording import Passage, Piece, glue, plain


def lines_of(*blocks: Block) -> tuple[int, ...]:
    """Return every line that the blocks stand on."""
    return tuple(number for block in blocks for number in range(block.first, block.last + 1))


def lines_of_item(block: Block) -> tuple[int, ...]:
    """Return the lines of a list item, and of the words above the list that begin it."""
    return lines_of(*filter(None, (block.lead, block)))


def who_and_when(block: Block, setting: Setting, *, mood: str = "asks") -> tuple[Named, tuple[Deadline, ...]]:
    """Return the owners and dates of a list item: its own, else those of the words that begin it."""
    text, lead = plain(block.text), plain(block.lead.text).rstrip(": ") if block.lead else ""
    named = owners_in(text, setting.organisations, mood=mood)
    if lead and not named.owners:
        above = owners_in(f"{lead} act", setting.organisations, mood="promises")
        named = Named(above.owners, (*above.others, *named.others))
    return named, find_deadlines(text, setting.published) or find_deadlines(lead, setting.published)


def passages_of(blocks: Iterable[Block]) -> list[Passage]:
    """Return paragraphs as passages, those cut by a page break in one piece again."""
    return glue(Piece(plain(block.text), lines_of(block)) for block in blocks)


def promise_commitment(
    promise: Promise,
    setting: Setting,
    *,
    kind: CommitmentKind = "promise",
    section: str | None = None,
    parent: str | None = None,
    has_money: bool = True,
) -> Commitment:
    """Return a promise as a commitment; where its parent already holds its sums it holds none."""
    named = owners_in(promise.text, setting.organisations, mood="promises" if kind == "promise" else "asks")
    return Commitment(
        kind=kind,
        text=promise.text,
        lines=promise.lines,
        section=section,
        parent=parent,
        owners=named.owners,
        others=named.others,
        deadlines=find_deadlines(promise.text, setting.published),
        money=find_money([promise.text]) if has_money else (),
    )


def promises_in(
    blocks: Sequence[Block], setting: Setting, section: str | None, *, has_asks: bool = False
) -> list[Commitment]:
    """Return the promises in paragraphs that stand under one heading, and what they ask of others where that counts."""
    found = find_promises(passages_of(blocks), in_answer=has_asks)
    return [promise_commitment(promise, setting, kind=_kind(promise), section=section) for promise in found]


def _kind(promise: Promise) -> CommitmentKind:
    # Asked is not promised.
    return "recommendation" if promise.rule == "ask" else "promise"
