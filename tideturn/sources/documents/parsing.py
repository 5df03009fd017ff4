"""Bytes of a known form to a document; each parser is imported only when it is wanted."""

from tideturn.methods.reading.document import Document, Form


def parse(file: str, content: bytes, form: Form) -> Document:
    """Return the document that bytes of a form hold."""
    if form == "text":
        from tideturn.sources.documents.text import read_text as read
    elif form == "markdown":
        from tideturn.sources.documents.markdown import read_markdown as read
    elif form == "html":
        from tideturn.sources.documents.html import read_html as read
    elif form == "docx":
        from tideturn.sources.documents.word import read_word as read
    else:
        from tideturn.sources.documents.pdf import read_pdf as read
    return read(file, content)
