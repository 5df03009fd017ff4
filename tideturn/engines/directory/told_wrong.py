"""What people found wrong, as those see it who may answer: who keeps the entry, and the partnership of its area."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from tideturn.engines.directory import keeping
from tideturn.engines.directory.errors import ReportNotFound
from tideturn.engines.directory.models import Reported
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.methods.identifiers import references

# Whoever told of it was asked to come back for the answer; after this they have most likely come back for nothing.
LONG = timedelta(days=14)


def reports(by: Actor) -> "QuerySet[Reported]":
    """Return what was found wrong with entries that somebody keeps or answers for.

    Of an entry that is gone for good only the area is left: its partnership answers.
    """
    theirs = keeping.mine(by).values("pk")
    found = Q(service__in=theirs) | Q(service__same_as__in=theirs)
    if has_permission(by, Permission.DIRECTORY_APPROVE):
        found |= Q(service=None) if keeping.is_national(by) else Q(service=None, area__in=list(_areas(by)))
    return Reported.objects.filter(found).select_related("service__same_as")


def waiting(by: Actor) -> "QuerySet[Reported]":
    """Return what waits for somebody's answer, the longest first."""
    return reports(by).filter(outcome="").order_by("reported_on", "id")


def report_of(reference: str, by: Actor) -> Reported:
    """Return what somebody may answer, by its reference; raise ReportNotFound for everything else."""
    found = reports(by).filter(reference=references.normalise(reference) or "").first()
    if found is None:
        raise ReportNotFound(reference)
    return found


def _areas(by: Actor) -> tuple[str, ...]:
    return tuple(area for area in keeping.areas_of(by.agency_id) if area)
