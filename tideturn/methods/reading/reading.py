"""A document to draft commitments: choose the layout, read, and account for every character."""

from dataclasses import replace
from datetime import date

from tideturn.methods.reading.commitments import Reading
from tideturn.methods.reading.coverage import cover, ranges_of
from tideturn.methods.reading.document import Document
from tideturn.methods.reading.layouts import Setting, layout_for
from tideturn.methods.reading.owners import Organisations

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
    chosen = layout_for(document, layout)
    draft = chosen.read(document, Setting(organisations, published))
    commitments = tuple(
        replace(commitment, lines=tuple(document.filled(commitment.lines))) for commitment in draft.commitments
    )
    draft = replace(draft, commitments=commitments)
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
