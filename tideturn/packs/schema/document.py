"""Published documents: those whose facts the pack holds, and those known to exist and not held."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints, model_validator

from tideturn.packs.schema.frozen import Day, Frozen, Kebab, LongHttpsAddress, Sentence


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
    address: LongHttpsAddress | None = None
    published: Day | None = None
    published_precision: Precision = Precision.DAY
    licence: Annotated[str, StringConstraints(max_length=60)] = ""
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
