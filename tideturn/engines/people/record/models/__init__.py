"""The tables of the record: nothing in them is ever changed or removed, only added to."""

from tideturn.engines.people.record.models.decision import Correction, Joining, Separation
from tideturn.engines.people.record.models.key import Key
from tideturn.engines.people.record.models.person import Person, Statement

__all__ = ["Correction", "Joining", "Key", "Person", "Separation", "Statement"]
