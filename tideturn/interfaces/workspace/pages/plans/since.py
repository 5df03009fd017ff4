"""What changed in the register since a meeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.plans import scrutiny
from tideturn.engines.plans.happenings import happenings, told
from tideturn.engines.plans.models import Meeting
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import entering
from tideturn.interfaces.workspace.presenters.plans.happened import happened_rows
from tideturn.interfaces.workspace.presenters.plans.questions import meeting_words
from tideturn.interfaces.workspace.presenters.times import day_words

MEETING = "meeting"


@page
@require_safe
def since(request: HttpRequest) -> HttpResponse:
    """List what changed since the last meeting, or since another one, the latest first."""
    me = entering(request, Permission.PLANS_REVIEW)
    meeting = _meeting(request, me)
    day = scrutiny.looked_back_to(meeting, today())
    found = happenings(today(), since=day)
    asked = {MEETING: str(meeting.pk)} if meeting and request.GET.get(MEETING) else {}
    paging = paged(request, found.count(), asked)
    parts = {
        "rows": happened_rows(told(found[paging.start : paging.last])),
        "paging": paging,
        "day": day,
        "since": meeting_words(meeting) or day_words(day),
        "is_meeting": meeting is not None,
        "meetings": [(one.pk, meeting_words(one)) for one in scrutiny.meetings(me).filter(held_on__lt=today())[:12]],
    }
    return render(request, "workspace/plans/since.html", parts)


def _meeting(request: HttpRequest, me: Actor) -> Meeting | None:
    number = request.GET.get(MEETING, "")
    if not number:
        return scrutiny.last_meeting(me, today())
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    found = scrutiny.meetings(me).filter(pk=number).first() if is_number else None
    if found is None:
        raise AskedBadly(_("There is no such meeting. Choose one of those on the page."))
    return found
