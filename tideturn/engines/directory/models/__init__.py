"""Tables of the directory engine, one file per noun."""

from tideturn.engines.directory.models.lookups import HoldsPath
from tideturn.engines.directory.models.national import Likeness, Listing, Organisation, Service, Taxonomy, Term
from tideturn.engines.directory.models.reported import Reported
from tideturn.engines.directory.models.said import Arriving, Record, Version
from tideturn.engines.directory.models.source import OUR_OWN, Concealed, Import, Source
from tideturn.engines.directory.models.upkeep import Edit, Reminder, Steward

__all__ = [
    "OUR_OWN",
    "Arriving",
    "Concealed",
    "Edit",
    "HoldsPath",
    "Import",
    "Likeness",
    "Listing",
    "Organisation",
    "Record",
    "Reminder",
    "Reported",
    "Service",
    "Source",
    "Steward",
    "Taxonomy",
    "Term",
    "Version",
]
