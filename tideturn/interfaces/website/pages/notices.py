"""Pages about the site itself: its data, its words, its accessibility, privacy and sources."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters import definitions
from tideturn.interfaces.website.presenters.parts import parts
from tideturn.interfaces.website.presenters.plans import document_words, plan_words


@page
def about_the_data(request: HttpRequest) -> HttpResponse:
    """Say which documents are held and which are not, and what every word means."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    documents = list(queries.documents(moment.day))
    published: list[Any] = list(queries.plans(moment.day))
    return render(
        request,
        "website/about_the_data.html",
        {
            "plans": [plan_words(plan, plan.commitment_count, moment) for plan in published],
            "held": [document_words(item) for item in documents if item.is_held],
            "not_held": [document_words(item) for item in documents if not item.is_held],
            "word_groups": definitions.word_groups(),
        },
    )


@page
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how the site is made to be used by everyone, what is known not to work, and whom to tell."""
    return render(request, "website/accessibility.html")


@page
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is and is not kept about visitors."""
    return render(request, "website/privacy.html")


@page
def sources(request: HttpRequest) -> HttpResponse:
    """Say whose documents, fonts and programs are used, and under which licences."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    documents = [document_words(item) for item in queries.documents(moment.today) if item.is_held]
    return render(request, "website/sources.html", {"documents": documents, "parts": parts()})


@page
def parts_table(request: HttpRequest) -> HttpResponseBase:
    """Give the parts that others made, with their licences, as a download."""
    heading = (_("part"), _("used for"), _("licence"))
    return table("parts", heading, ((part.name, part.purpose, part.licence) for part in parts()))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let every page be found; downloads and turned pages need not be."""
    words = [
        "User-agent: *", "Disallow: /*.csv", "Disallow: /search/", "Disallow: /help/?",
        "Disallow: /help/reports/", "Disallow: /help/*/wrong/", "Disallow: /help/widget/", "Disallow: /plans/*/embed/",
        "Disallow: /*?as_of=", "Allow: /", "",
    ]  # fmt: skip
    return HttpResponse("\n".join(words), content_type="text/plain; charset=utf-8")
