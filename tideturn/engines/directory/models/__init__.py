"""Tables of the directory engine, one file per noun."""

from tideturn.engines.directory.models.lookups import HoldsPath
from tideturn.engines.directory.models.national import Likeness, Listing, Organisation, Service, Taxonomy, Term
from tideturn.engines.directory.models.said import Arriving, Record, Version
from tideturn.engines.directory.models.source import OUR_OWN, Concealed, Import, Source

__all__ = [
    "OUR_OWN",
    "Arriving",
    "Concealed",
    "HoldsPath",
    "Import",
    "Likeness",
    "Listing",
    "Organisation",
    "Record",
    "Service",
    "Source",
    "Taxonomy",
    "Term",
    "Version",
]
