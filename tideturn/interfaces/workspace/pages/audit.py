"""The audit trail of the agency: who did or read what, and in which case."""

import uuid

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.permissions import check_permission, has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.design import paging as pages
from tideturn.interfaces.design.paging import Paging
from tideturn.interfaces.workspace import addresses, downloads
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.interfaces.workspace.measuring import Period, period_of
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters import audit as words
from tideturn.methods.identifiers import references

REFERENCE = "case"
LINES_AT_MOST = 50_000


@page
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Show the trail, the latest first."""
    me, period, reference = _asked(request)
    found = _entries(me, period, reference)
    paging = _paging(request, found.count(), period, reference)
    rows = words.rows_of(found[max(0, paging.first - 1) : paging.last])
    context = {
        "rows": rows,
        "paging": paging,
        "period": period,
        "reference": reference,
        "readers_href": _readers(me, reference),
    }
    response = render(request, "workspace/administration/audit.html", context)
    _write_down(me, "read audit", period, reference)
    return response


@page
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Give the trail as CSV, the latest first."""
    me, period, reference = _asked(request)
    found = _entries(me, period, reference)
    if found.count() > LINES_AT_MOST:
        raise AskedBadly(_("That is more than 50,000 lines. Ask for a shorter period."))
    response = downloads.table(f"audit-{period.until}", words.heading(), (words.cells(entry) for entry in found))
    _write_down(me, "download audit", period, reference)
    return response


def _asked(request: HttpRequest) -> tuple[Actor, Period, str]:
    me = actor(request)
    check_permission(me, Permission.AUDIT_READ)
    written = request.GET.get(REFERENCE, "").strip()
    reference = references.normalise(written) if written else ""
    if reference is None:
        raise AskedBadly(
            _("That is no reference of a case. It looks like CAS-7K3M-Q2XD and stands on the case’s page.")
        )
    return me, period_of(request.GET), reference


def _entries(me: Actor, period: Period, reference: str) -> "QuerySet[Entry]":
    since, until = period.moments()
    found = Entry.objects.filter(agency=me.agency_id, at__gte=since, at__lt=until).order_by("-sequence")
    return found.filter(subject=_case(reference)) if reference else found


def _case(reference: str) -> uuid.UUID:
    """Return the id of a case; one that is not there and one of which nothing stands here lead to the same nothing."""
    with acting(system_actor("measures")):
        found = Case.objects.filter(reference=reference).values_list("id", flat=True).first()
    return found or uuid.uuid4()


def _readers(me: Actor, reference: str) -> str:
    """Return where it is told who has read a case, in every agency; of a case that another agency holds nothing."""
    if not reference or not has_permission(me, Permission.READERS_SEE):
        return ""
    with acting(system_actor("measures")):
        held = Case.objects.filter(reference=reference, team__agency=me.agency_id).values_list("id", flat=True).first()
    return addresses.of_case(held, "readers") if held else ""


def _paging(request: HttpRequest, total: int, period: Period, reference: str) -> Paging:
    asked = f"{period.query}&{REFERENCE}={reference}" if reference else period.query

    def address(number: int) -> str:
        return f"{request.path}?{asked}" + (f"&page={number}" if number > 1 else "")

    try:
        return pages.paging(pages.page_number(request.GET), total, address)
    except (pages.NotAPage, pages.NoSuchPage) as error:
        raise AskedBadly(str(error)) from None


def _write_down(me: Actor, action: str, period: Period, reference: str) -> None:
    detail = {"since": period.since.isoformat(), "until": period.until.isoformat(), "case": reference}
    actions.record(actor=me, action=action, kind="audit", subject=None, detail=detail)
