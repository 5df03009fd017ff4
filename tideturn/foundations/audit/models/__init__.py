"""Tables of the audit: the chain itself, and what people are asked about because of it."""

from tideturn.foundations.audit.models.entry import Entry, Head
from tideturn.foundations.audit.models.odd_reading import LookedOver, Near, OddReading

__all__ = ["Entry", "Head", "LookedOver", "Near", "OddReading"]
