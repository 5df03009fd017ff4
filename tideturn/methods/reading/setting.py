"""What a layout is told beside the document."""

from dataclasses import dataclass
from datetime import date

from tideturn.methods.reading.owners import Organisations


@dataclass(frozen=True, slots=True)
class Setting:
    """The organisations that a document may name, and the day from which its relative dates count."""

    organisations: Organisations
    published: date | None = None
