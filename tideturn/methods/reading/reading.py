"""A document to draft commitments: choose the layout, read, and account for every character."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from tideturn.methods.reading.columns import BROKEN, BROKEN_TABLE, MARKED_TABLE, PLACED
from tideturn.methods.reading.commitments import Commitment, Draft, LeftOut, Reading
from tideturn.methods.reading.coverage import cover, leave, ranges_of
from tideturn.methods.reading.document import PAGE_FURNITURE, Block, Document
from tideturn.methods.reading.layouts import FALLBACK, Layout, layout_for
from tideturn.methods.reading.owners import Organisations
from tideturn.methods.reading.setting import Setting

NO_ORGANISATIONS = Organisations()


def read_document(
    document: Document,
    *,
    organisations: Organisations = NO_ORGANISATIONS,
    layout: str | None = None,
    published: date | None = None,
) -> Reading:
    """Return the draft commitments of a document; a date given counts before the one the document prints."""
    published = published or document.published
    body, furniture = _without_furniture(document)
    chosen, setting = layout_for(body, layout), Setting(organisations, published)
    draft = _read_with(chosen, document, body.blocks, setting)
    if layout is None and chosen.NAME != FALLBACK:
        draft = _with_the_rest(document, body, draft, chosen, setting)
    draft = replace(draft, left_out=(*draft.left_out, *furniture))
    return Reading(
        file=document.file,
        sha256=document.sha256,
        title=document.title,
        published=published,
        layout=chosen.NAME,
        commitments=draft.commitments,
        ranges=tuple(ranges_of(document, commitment.lines) for commitment in draft.commitments),
        coverage=cover(document, draft),
        money=draft.money,
    )


def _read_with(layout: Layout, document: Document, blocks: tuple[Block, ...], setting: Setting) -> Draft:
    draft = layout.read(replace(document, blocks=blocks), setting)
    doubt = _doubt_of_tables(document) if layout.IS_TABLE else None
    commitments = (_settled(document, commitment, doubt) for commitment in draft.commitments)
    return replace(draft, commitments=tuple(commitments))


def _with_the_rest(document: Document, body: Document, draft: Draft, chosen: Layout, setting: Setting) -> Draft:
    """Return a draft with what other layouts read in the parts of a document that its own layout passed over."""
    claimed = {line for commitment in draft.commitments for line in commitment.lines}
    for blocks in _runs(body.blocks, claimed):
        other = layout_for(replace(body, blocks=blocks))
        if other.NAME in (FALLBACK, chosen.NAME):
            continue
        more = _read_with(other, document, blocks, setting)
        doubt = f"This part of the document has another layout than the rest and was read with {other.NAME}."
        found = (replace(commitment, doubts=(*commitment.doubts, doubt)) for commitment in more.commitments)
        in_order = sorted((*draft.commitments, *found), key=lambda commitment: commitment.lines[0])
        draft = replace(draft, commitments=tuple(in_order), left_out=(*draft.left_out, *more.left_out))
    return draft


def _runs(blocks: Iterable[Block], claimed: set[int]) -> Iterator[tuple[Block, ...]]:
    """Yield the runs of blocks without a commitment that hold a list or a table, be it short."""
    for is_claimed, run in groupby(
        blocks, key=lambda block: not claimed.isdisjoint(range(block.first, block.last + 1))
    ):
        passed = tuple(run)
        if not is_claimed and sum(block.kind in ("bullet", "row") for block in passed) > 1:
            yield passed


def _doubt_of_tables(document: Document) -> str | None:
    """Return the doubt that every row of a table in this file deserves, or null."""
    if document.form != "pdf":
        return None
    has_cells = any(block.kind == "row" and block.marker not in (BROKEN, PLACED) for block in document.blocks)
    return MARKED_TABLE if has_cells else BROKEN_TABLE


def _settled(document: Document, commitment: Commitment, doubt: str | None) -> Commitment:
    """Return a commitment on the lines that hold words, with the doubt that rows of this file deserve."""
    doubts = (*commitment.doubts, doubt) if doubt and commitment.kind != "promise" else commitment.doubts
    return replace(commitment, lines=tuple(document.filled(commitment.lines)), doubts=doubts)


def _without_furniture(document: Document) -> tuple[Document, tuple[LeftOut, ...]]:
    """Return the document without what its pages repeat, and that as left out."""
    furniture = [block for block in document.blocks if block.marker == PAGE_FURNITURE]
    body = replace(document, blocks=tuple(block for block in document.blocks if block.marker != PAGE_FURNITURE))
    return body, tuple(leave(range(block.first, block.last + 1), PAGE_FURNITURE) for block in furniture)
