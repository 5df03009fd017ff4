"""Reports in the senders' own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tideturn.engines.pathways.models import Report
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.interfaces.workspace.presenters.written import wish_words
from tideturn.packs.areas import load_areas


@dataclass(frozen=True)
class ReportRow:
    """One report; `facts` are pairs of a label and what was told."""

    sender: str
    reference: str
    received: str
    facts: tuple[tuple[str, str], ...]
    notes: str


def reports_of(reports: Iterable[Report], agencies: Mapping[str, str], now: datetime) -> tuple[ReportRow, ...]:
    """Return reports as told, in their order."""
    return tuple(_row(report, agencies, now) for report in reports)


def _row(report: Report, agencies: Mapping[str, str], now: datetime) -> ReportRow:
    # Who asks a service for help tells of no event.
    happened = "" if report.case.service else moment_words(report.occurred_at, now)
    facts = (
        (_("Happened"), happened),
        (_("Where"), ", ".join(part for part in (report.place, area_words(report.area)) if part)),
        (_("Suspected"), ", ".join(report.substances)),
        (_("Naloxone given then"), _yes_no(report.naloxone_given)),
        (_("Taken to"), report.conveyed_to),
        (_("About contact"), wish_words(report.contact)),
        (_("Their own number"), report.source_reference),
    )
    return ReportRow(
        sender=agencies.get(report.agency, report.agency),
        reference=report.reference,
        received=moment_words(report.received_at, now),
        facts=tuple((label, value) for label, value in facts if value),
        notes=report.notes,
    )


def area_words(code: str) -> str:
    """Return the name of an area, or its code where the pack does not know it."""
    areas = load_areas()
    return areas.area(code).name if code and areas.is_known(code) else code


def _yes_no(value: bool | None) -> str:
    return "" if value is None else (_("Yes") if value else _("No"))
