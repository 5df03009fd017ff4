"""Who has read a case: for those who answer for it, and on paper for the person whose record it is."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.permissions import check_permission, has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.joint.looking import Readings, readings
from tideturn.interfaces.workspace import addresses, downloads
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters import readers as words
from tideturn.interfaces.workspace.presenters.times import day_words
from tideturn.interfaces.workspace.reading import opened, or_nothing, write_down_case

PAGE_LENGTH = 50
LINES_AT_MOST = 50_000
NAMES, WITHOUT = "names", "no"


@dataclass(frozen=True)
class Asked:
    """A case of which somebody asks who has read it."""

    case: Case
    joined: tuple[uuid.UUID, ...]
    by: Actor

    def readings(self, start: int = 0, end: int | None = LINES_AT_MOST) -> Readings:
        """Return who has read it."""
        return readings(self.case, self.joined, self.by, start, end)


@page
@require_safe
def readers(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Show who has read a case, the latest first."""
    with _asked(request, case_id, "who has read it") as asked:
        paging = paged(request, asked.readings(end=0).total, {}, PAGE_LENGTH)
        shown = asked.readings(paging.start, paging.last).shown
        context = {
            "reference": asked.case.reference,
            "case_id": case_id,
            "case_href": addresses.of_case(case_id) if has_permission(asked.by, Permission.CASES_READ) else "",
            "is_holder": asked.case.team.agency_id == asked.by.agency_id,
            "rows": words.rows_of(shown),
            "paging": paging,
        }
        return render(request, "workspace/case/readers.html", context)


@page
@require_safe
def table(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Give who has read a case as CSV, the latest first."""
    with _asked(request, case_id, "who has read it, as a table") as asked:
        found = asked.readings()
        if found.total > LINES_AT_MOST:
            raise AskedBadly(_("That is more than 50,000 lines. Ask whoever runs the audit for an export."))
        return downloads.table(
            f"readers-{timezone.localdate()}", words.heading(), (words.cells(one) for one in found.shown)
        )


@page
@require_safe
def printed(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Give who has read a case as a list on paper, for the person whose record it is."""
    with_names = request.GET.get(NAMES) != WITHOUT
    with _asked(request, case_id, "who has read it, printed for the person") as asked:
        context = {
            "case_id": case_id,
            "reference": asked.case.reference,
            "agency": asked.case.team.agency.name,
            "is_holder": asked.case.team.agency_id == asked.by.agency_id,
            "day": day_words(timezone.localdate()),
            "with_names": with_names,
            "rows": words.days_of(asked.readings().shown, with_names=with_names),
        }
        return render(request, "workspace/case/readers_printed.html", context)


@contextmanager
def _asked(request: HttpRequest, case_id: uuid.UUID, page_name: str) -> Iterator[Asked]:
    """Give a case to somebody who may see its readers, and write down that they looked."""
    by = actor(request)
    check_permission(by, Permission.READERS_SEE)
    if has_permission(by, Permission.CASES_READ):
        with opened(by, case_id) as found:
            yield Asked(found.case, _joined(case_id), by)
            write_down_case(found, page_name)
        return
    yield Asked(_of_agency(case_id, by), _joined(case_id), by)
    with or_nothing():
        audit.record(actor=by, action="read readers", kind="case", subject=case_id, detail={"page": page_name})


def _of_agency(case_id: uuid.UUID, by: Actor) -> Case:
    """Return a case that the agency of an auditor holds: who read it is theirs to check, and what it says is not."""
    with acting(system_actor("measures")):
        case = Case.objects.select_related("team__agency").filter(pk=case_id, team__agency=by.agency_id).first()
    if case is None:
        raise NotHere
    return case


def _joined(case_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    with acting(system_actor("measures")):
        return tuple(Case.objects.filter(joined_into=case_id).order_by("id").values_list("id", flat=True))
