"""The tables of cases; each row belongs to a case, and is seen by those who may see it."""

from tideturn.engines.pathways.models.asked import Asked
from tideturn.engines.pathways.models.case import Case, CaseJoining
from tideturn.engines.pathways.models.clock import Clock, Notice
from tideturn.engines.pathways.models.entry import Entry
from tideturn.engines.pathways.models.meeting import AgendaItem, Meeting
from tideturn.engines.pathways.models.report import LikelyMatch, Receipt, Report, ReportReference

__all__ = [
    "AgendaItem",
    "Asked",
    "Case",
    "CaseJoining",
    "Clock",
    "Entry",
    "LikelyMatch",
    "Meeting",
    "Notice",
    "Receipt",
    "Report",
    "ReportReference",
]
