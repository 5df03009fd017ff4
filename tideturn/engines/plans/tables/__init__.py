"""The register as plain tables, as it stood on a day: what other programs take away whole."""

from tideturn.engines.plans.tables.every import TABLES, table
from tideturn.engines.plans.tables.shape import Column, Kind, Reference, Table

__all__ = ["TABLES", "Column", "Kind", "Reference", "Table", "table"]
