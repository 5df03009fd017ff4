"""A report on its way into the engine: what was told of the event, without who it was about."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Reference:
    """A number by which an agency knows an event."""

    agency: str
    text: str

    @property
    def key(self) -> str:
        """Return what two references to one event have in common, however they were typed."""
        return f"{self.agency.casefold()}:{''.join(self.text.casefold().split())}"


@dataclass(frozen=True)
class ToldReport:
    """What one report says of one event; `person` is the record it was found to be about, if any.

    `service` is the one that is asked for help, where one is.
    """

    id: uuid.UUID
    pathway: str
    agency: str
    door: str
    received_at: datetime
    occurred_at: datetime
    references: tuple[Reference, ...] = ()
    area: str = ""
    place: str = ""
    person: uuid.UUID | None = None
    age: int | None = None
    naloxone_given: bool | None = None
    substances: tuple[str, ...] = ()
    conveyed_to: str = ""
    contact: str = "not_asked"
    notes: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    service: uuid.UUID | None = None
    service_name: str = ""

    @property
    def source_reference(self) -> str:
        """Return the sender's own number for the event."""
        return next((reference.text for reference in self.references if reference.agency == self.agency), "")
