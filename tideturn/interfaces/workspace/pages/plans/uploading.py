"""A document as somebody sends it: told by its content, bounded in size, and read by a confined process."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tideturn.engines.plans.reading_in.bodies import known_bodies
from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.documents import document_from_bytes
from tideturn.sources.documents.errors import DocumentRefused, printable

# The web server takes no longer a request to this page (config/rsgi.py).
LARGEST_UPLOAD = 15_000_000


class UploadRefused(Exception):
    """A file that is not taken; the message says what to do."""


def read_upload(sent: "UploadedFile[Any]") -> dict[str, Any]:
    """Return the document, what was read of it, its bytes and its name; raise UploadRefused for what is no plan."""
    name = printable((sent.name or "document").rpartition("/")[2])[:255]
    if (sent.size or 0) > LARGEST_UPLOAD:
        raise UploadRefused(_("The file is larger than 15 MB. Save the plan alone, without pictures or annexes."))
    content = sent.read()
    if not content:
        raise UploadRefused(_("The file is empty. Download the document again."))
    try:
        document = document_from_bytes(name, content)
    except DocumentRefused as refused:
        raise UploadRefused(f"{name}: {refused.reason}") from None
    reading = read_document(document, organisations=known_bodies())
    return {"document": document, "reading": reading, "content": content, "file_name": name}
