"""The page of one service, and that on which somebody says what is wrong with it and comes back for the answer."""

import logging
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tideturn.engines.directory import queries
from tideturn.engines.directory.actions.reporting import is_confidential, report_wrong
from tideturn.engines.directory.errors import ReportNotFound, ReportRefused, ReportSentBefore, ServiceNotFound
from tideturn.engines.directory.models import Service
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.outages import is_outage
from tideturn.interfaces.design.forms import Answers, Reading
from tideturn.interfaces.joint.helping.lines import always_open
from tideturn.interfaces.joint.referring.answering import may_be_asked_by_oneself
from tideturn.interfaces.website import floods
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.origins import is_ours
from tideturn.interfaces.website.page_keys import PageTooOld, new_key, read_key
from tideturn.interfaces.website.pages import errors
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import in_its_language, timeless_page
from tideturn.interfaces.website.presenters.helping import wrong as wrong_words
from tideturn.interfaces.website.presenters.helping.described import described
from tideturn.interfaces.website.presenters.helping.service import service_words
from tideturn.interfaces.website.presenters.helping.square_code import square_code

logger = logging.getLogger(__name__)
DOOR = "wrong-entry"


@never_cache
@timeless_page
def help_service(request: HttpRequest, code: str) -> HttpResponse:
    """Show one service: when it opens next, how to get in, its numbers, where it is, and how sure all that is."""
    service = shown_service(code)
    address = reverse("help-service", args=[service.code])
    if code != service.code:
        return HttpResponseRedirect(address)
    is_easy = request.GET.get("easy") == "1"
    words = service_words(service, at=timezone.now())
    whole = _whole_address(request, address)
    parts = {
        "it": words,
        "lines": always_open(),
        "whole_address": whole,
        "square_code": square_code(whole),
        "described": described(words, whole),
        "wrong": reverse("help-wrong", args=[service.code]),
        "week": reverse("help-week", args=[service.code]),
        "ask": reverse("help-ask", args=[service.code]) if may_be_asked_by_oneself(service) else "",
    }
    return render(request, "website/help/service_easy.html" if is_easy else "website/help/service.html", parts)


@never_cache
@timeless_page
def help_week(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the next seven days of a service as a download, place by place, in the words of its page."""
    service = shown_service(code)
    words = service_words(service, at=timezone.now())
    heading = (_("place"), _("day"), _("open"), _("note"))
    rows = ((place.name, line.day, line.hours, line.note) for place in words.places for line in place.week)
    return table(f"week-{service.code}", heading, rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_its_language
def help_wrong(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what is wrong with an entry, or keep what somebody found; nothing is kept of who it was."""
    try:
        service = shown_service(code)
        if request.method == "POST":
            return _received(request, service)
        return _asked(request, service, wrong_words.form(service).blank())
    except NotHere as error:
        return errors.not_found(request, error)
    except Error as error:
        if not is_outage(error):
            raise
        logger.error("What is wrong with an entry could not be kept: %s", type(error).__name__)
        return not_now(request)


@never_cache
@timeless_page
def help_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what became of what somebody found wrong."""
    try:
        kept = queries.reported(reference)
    except ReportNotFound as error:
        raise NotHere(str(error)) from None
    if reference != kept.reference:
        return HttpResponseRedirect(reverse("help-report", args=[kept.reference]))
    return render(request, "website/help/report.html", {"it": wrong_words.answered(kept), "lines": always_open()})


def _received(request: HttpRequest, service: Service) -> HttpResponse:
    answers = Answers.of(request.POST)
    form = wrong_words.form(service)
    reading = form.read(request.POST)
    if reading.value is None:
        return _asked(request, service, reading, status=422)
    try:
        if not is_ours(request):
            raise PageTooOld
        key = read_key(answers.one("page"))
    except PageTooOld:
        return _asked(request, service, reading, status=422, is_old=True)
    if answers.one(wrong_words.TRAP):
        return render(request, "website/help/wrong_received.html", {"service": service})
    if floods.is_flood(DOOR):
        return not_now(request)
    by = system_actor("directory")
    try:
        with acting(by):
            kept = report_wrong(service=service, fault=reading.value, key=key, by=by)
    except ReportSentBefore:
        return render(request, "website/help/wrong_sent_before.html", {"service": service}, status=409)
    except ReportRefused as error:
        return _asked(request, service, form.refused(request.POST, {"text": str(error)}), status=422)
    parts = {"service": service, "reference": kept.reference, "lines": always_open()}
    return render(request, "website/help/wrong_received.html", parts)


def _asked(
    request: HttpRequest, service: Service, asked: Reading[Any], *, status: int = 200, is_old: bool = False
) -> HttpResponse:
    parts = {
        "service": service,
        "form": asked,
        "key": new_key(),
        "trap": wrong_words.TRAP,
        "is_old": is_old,
        "is_confidential": is_confidential(service),
    }
    return render(request, "website/help/wrong.html", parts, status=status)


def shown_service(code: str) -> Service:
    """Return a service that anybody may see, by its code or id; raise NotHere for every other."""
    try:
        return queries.service(code)
    except ServiceNotFound:
        raise NotHere(_("There is no service with this code. It may have been mistyped.")) from None


def _whole_address(request: HttpRequest, path: str) -> str:
    site = settings.SITE_ADDRESS.rstrip("/")
    return f"{site}{path}" if site else request.build_absolute_uri(path)


def not_now(request: HttpRequest) -> HttpResponse:
    """Say that nothing can be taken just now, and whom to call."""
    answer = render(request, "website/help/not_now.html", {"lines": always_open()}, status=503)
    answer.headers["Retry-After"] = str(floods.SECONDS)
    return answer
