"""A file to a document: opened, told apart, parsed where it is safe, and stamped with its digest."""

import hashlib
from dataclasses import replace
from pathlib import Path

from tideturn.methods.reading.document import Document
from tideturn.methods.reading.wording import tidy, visible
from tideturn.sources.documents.confinement import read_confined
from tideturn.sources.documents.dates import published_on
from tideturn.sources.documents.limits import TRUSTED_TEXT
from tideturn.sources.documents.opening import read_bytes
from tideturn.sources.documents.sniffing import sniff
from tideturn.sources.documents.text import read_text


def open_document(path: Path) -> Document:
    """Return the document in a file, or raise DocumentRefused with what to do."""
    return document_from_bytes(str(path), read_bytes(path))


def document_from_bytes(file: str, content: bytes) -> Document:
    """Return the document that some bytes hold; only plain text of ordinary size is parsed in this process."""
    form = sniff(file, content)
    if form == "text" and len(content) <= TRUSTED_TEXT:
        document = read_text(file, content)
    else:
        document = read_confined(file, content, form)
    published = document.published or published_on(document.lines)
    digest, title = hashlib.sha256(content).hexdigest(), tidy(visible(document.title))
    return replace(document, file=file, sha256=digest, title=title, published=published)
