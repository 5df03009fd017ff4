"""A document to draft commitments: choose the layout, read, and account for every character."""

from dataclasses import replace
from datetime import date

from tideturn.methods.reading.columns import BROKEN_TABLE
from tideturn.methods.reading.commitments import Commitment, LeftOut, Reading
from tideturn.methods.reading.coverage import cover, leave, ranges_of
from tideturn.methods.reading.document import PAGE_FURNITURE, Document
from tideturn.methods.reading.layouts import layout_for
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
    chosen = layout_for(body, layout)
    draft = chosen.read(body, Setting(organisations, published))
    is_broken = chosen.IS_TABLE and document.form == "pdf"
    commitments = tuple(_settled(document, commitment, is_broken=is_broken) for commitment in draft.commitments)
    draft = replace(draft, commitments=commitments, left_out=(*draft.left_out, *furniture))
    return Reading(
        file=document.file,
        sha256=document.sha256,
        title=document.title,
        published=published,
        layout=chosen.NAME,
        commitments=commitments,
        ranges=tuple(ranges_of(document, commitment.lines) for commitment in commitments),
        coverage=cover(document, draft),
        money=draft.money,
    )


def _settled(document: Document, commitment: Commitment, *, is_broken: bool) -> Commitment:
    """Return a commitment on the lines that hold words, doubted where it was a row that the file did not keep."""
    doubts = (*commitment.doubts, BROKEN_TABLE) if is_broken and commitment.kind != "promise" else commitment.doubts
    return replace(commitment, lines=tuple(document.filled(commitment.lines)), doubts=doubts)


def _without_furniture(document: Document) -> tuple[Document, tuple[LeftOut, ...]]:
    """Return the document without what its pages repeat, and that as left out."""
    furniture = [block for block in document.blocks if block.marker == PAGE_FURNITURE]
    body = replace(document, blocks=tuple(block for block in document.blocks if block.marker != PAGE_FURNITURE))
    return body, tuple(leave(range(block.first, block.last + 1), PAGE_FURNITURE) for block in furniture)
