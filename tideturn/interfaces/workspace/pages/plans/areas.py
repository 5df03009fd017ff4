"""What every area must deliver, for whoever answers for one: how far it is there, with evidence."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.engines.plans import speaking
from tideturn.engines.plans.actions.stating import Subject
from tideturn.engines.plans.areas import (
    answers_for,
    areas_of,
    duties_of,
    latest_deliveries,
    partnership_of,
    scheme_of_areas,
)
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.area_names import area_name
from tideturn.interfaces.design.country import today
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.plans.door import commitment_of, entering
from tideturn.interfaces.workspace.pages.plans.saying import asked
from tideturn.interfaces.workspace.presenters.plans.areas import area_choices, duty_rows
from tideturn.interfaces.workspace.presenters.plans.saying_form import saying_form

AREA = "area"


@page
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """List what one of the agency's areas must deliver, with what was said of each last."""
    me = entering(request, Permission.PLANS_AREA)
    mine = areas_of(me)
    code = request.GET.get(AREA, "") or next(iter(mine), "")
    one = partnership_of(code)
    if mine and code not in mine:
        raise NotHere
    parts: dict[str, object] = {"choices": area_choices(mine, code), "area": area_name(code) if mine else ""}
    if mine and one is not None:
        found = duties_of(one, today()).most_pressing_first()
        reported = latest_deliveries(today(), (*one.areas, *one.codes))
        paging = paged(request, found.count(), {AREA: code})
        rows = duty_rows(list(found[paging.start : paging.last]), reported, code)
        parts["public"] = one.id
        parts |= {"rows": rows, "paging": paging, "known": found.filter(pk__in=list(reported)).count()}
    return render(request, "workspace/plans/areas.html", parts)


@page
@GET_OR_POST
def say(request: HttpRequest, plan_id: str, local_id: str, area_code: str) -> HttpResponseBase:
    """Ask how far one of the agency's areas is on what every area must do."""
    me = entering(request, Permission.PLANS_AREA)
    held, one = commitment_of(plan_id, local_id), partnership_of(area_code)
    if one is None or not answers_for(held, area_code, me):
        raise NotHere
    body = speaking.bodies_of(me).filter(pk=one.organisation or "").first()
    subject = Subject(held, body, scheme_of_areas(), area_code)
    return asked(request, subject, saying_form(has_condition=False, is_of_area=True), me)
