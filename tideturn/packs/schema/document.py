"""Published documents: those whose facts the pack holds, and those known to exist and not held."""

from datetime import date
from enum import StrEnum

from pydantic import model_validator

from tideturn.packs.schema.frozen import Frozen, HttpsAddress, Kebab, Sentence


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Document(Frozen):
    """One published document and what is known of it."""

    id: Kebab
    title: Sentence
    publisher: Sentence
    held: bool
    plan: Kebab | None = None
    address: HttpsAddress | None = None
    published: date | None = None
    published_precision: Precision = Precision.DAY
    licence: str = ""
    note: str = ""
    checked: str = ""

    @model_validator(mode="after")
    def check_held_document_is_sourced(self) -> "Document":
        """Refuse a document said to be held without the address or the note that lets a reader find it."""
        if self.held and not (self.address or self.note):
            raise ValueError("a document that is held needs its address, or a note that says where it came from")
        return self


class Documents(Frozen):
    """The file documents.yaml."""

    documents: tuple[Document, ...]
