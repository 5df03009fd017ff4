"""The list of plans and the page of one plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.errors import PlanNotFound
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.data.shown import plan_files
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.addresses import lasting_address
from tideturn.interfaces.website.pages.downloads import commitments_table
from tideturn.interfaces.website.pages.listing import listing, offered
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters import filters
from tideturn.interfaces.website.presenters.plans import (
    document_words,
    figures,
    known_words,
    plan_words,
    section_figures,
)

FIELDS = ("section", "owner", "acceptance", "status", "timing", "silent", "checked")


@page
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans, oldest first."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    published: list[Any] = list(queries.plans(moment.day))
    words = [plan_words(plan, plan.commitment_count, moment) for plan in published]
    return render(request, "website/plans.html", {"plans": words})


@page
def plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Show one plan: what it is, its numbers, its documents, and what it asks or promises, to be narrowed."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    held = published_plan(plan_id, moment)
    counts, coverage = queries.counts_of(queries.standing(moment.day, plan_id))
    documents = queries.documents(moment.day).filter(plan=plan_id)
    return render(
        request,
        "website/plan.html",
        {
            "plan": plan_words(held, counts.asked, moment),
            "known": known_words(counts, coverage),
            "figures": figures(counts, coverage, request.path, moment),
            "sections": section_figures(queries.sections(plan_id), request.path, moment),
            "held": [document_words(item) for item in documents if item.is_held],
            "not_held": [document_words(item) for item in documents if not item.is_held],
            "list": listing(request, FIELDS, download=f"/plans/{plan_id}/commitments.csv", plan=plan_id),
            "lasting_address": lasting_address(request, moment),
            "files": plan_files([held], moment)[0],
            "trail": ({"label": _("Plans"), "href": moment.link("/plans/")},),
        },
    )


@page
def plan_table(request: HttpRequest, plan_id: str) -> HttpResponseBase:
    """Give a plan's commitments as a download, narrowed as the page was."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    published_plan(plan_id, moment)
    asked = filters.asked(request.GET, offered(moment, FIELDS, plan_id))
    return commitments_table(plan_id, filters.found(filters.narrowed_to(asked, {"plan": plan_id}), moment.day), moment)


def published_plan(plan_id: str, moment: Moment) -> Any:
    """Return a plan that was published by the day, or raise NotHere."""
    try:
        found = queries.plan(plan_id)
    except PlanNotFound:
        raise NotHere(_("There is no plan called %(plan)s.") % {"plan": plan_id}) from None
    if found.published > moment.day:
        raise NotHere(
            _("%(plan)s was not yet published on %(day)s.") % {"plan": found.short_title, "day": moment.words}
        )
    return found
