"""The page on which somebody asks a service for help, and the one on which they see how that stands."""

import logging
from collections.abc import Callable
from functools import wraps

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tideturn.engines.directory.models import Service
from tideturn.engines.pathways.errors import KeyUsedForAnother
from tideturn.foundations.outages import is_outage
from tideturn.interfaces.design.forms import Answers, Reading
from tideturn.interfaces.joint.helping.lines import always_open
from tideturn.interfaces.joint.helping.reaching import phones_of
from tideturn.interfaces.joint.intake.errors import AnswersRefused
from tideturn.interfaces.joint.referring import answering, sending, standing
from tideturn.interfaces.joint.referring.errors import NobodyAnswers, NothingToShow
from tideturn.interfaces.joint.referring.sending import Sent, Telling
from tideturn.interfaces.website import floods
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.origins import is_ours
from tideturn.interfaces.website.page_keys import PageTooOld, new_key, read_key
from tideturn.interfaces.website.pages import errors
from tideturn.interfaces.website.pages.help_service import not_now, shown_service
from tideturn.interfaces.website.pages.page import in_its_language
from tideturn.interfaces.website.presenters.helping import asking as words
from tideturn.packs.schema.pathway import Pathway

logger = logging.getLogger(__name__)
ASK, LOOK = "ask-service", "look-at-asking"


def _or_not_now(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that says whom to ring where the database is away."""

    @wraps(view)
    def answer(request: HttpRequest, *parts: str, **named: str) -> HttpResponse:
        try:
            return view(request, *parts, **named)
        except Error as error:
            if not is_outage(error):
                raise
            logger.error("The page on which services are asked could not be answered: %s", type(error).__name__)
            return not_now(request)

    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_its_language
@_or_not_now
def help_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what would help and how somebody is reached, or keep it; where nobody would answer there is no form."""
    try:
        service = shown_service(code)
        pathway = answering.pathway_of_listings()
        if pathway is None or not answering.may_be_asked_by_oneself(service):
            return _closed(request, service)
        if request.method == "POST":
            return _received(request, service, pathway)
        return _asked(request, service, pathway, words.form(pathway).blank())
    except NotHere as error:
        return errors.not_found(request, error)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_its_language
@_or_not_now
def help_asked(request: HttpRequest) -> HttpResponse:
    """Show how an asking stands to whoever has its reference and its code; all else is answered in one way."""
    form = words.form_of_holding()
    if request.method != "POST":
        return _looking(request, form.blank())
    reading = form.read(request.POST)
    if reading.value is None:
        return _looking(request, reading, status=422)
    if not is_ours(request) or floods.is_flood(LOOK):
        return not_now(request)
    try:
        shown = standing.for_person(reading.value.reference, reading.value.code)
    except NothingToShow:
        # What was typed is not shown again, so that no two refusals differ.
        said = _("There is nothing with this reference and this code. Look at both again.")
        return _looking(request, form.refused({}, {"reference": said}), status=422)
    parts = {"it": words.standing_words(shown), "lines": always_open()}
    return render(request, "website/help/asked.html", parts)


def _received(request: HttpRequest, service: Service, pathway: Pathway) -> HttpResponse:
    answers, form = Answers.of(request.POST), words.form(pathway)
    reading = form.read(request.POST)
    said = words.unreachable(answers)
    if reading.value is None or said:
        problems = {problem.name: problem.said for problem in reading.problems}
        return _asked(request, service, pathway, form.refused(request.POST, said | problems), status=422)
    try:
        if not is_ours(request):
            raise PageTooOld
        key = read_key(answers.one("page"))
    except PageTooOld:
        return _asked(request, service, pathway, reading, status=422, is_old=True)
    if answers.one(words.TRAP):
        return _told(request, service, None)
    if floods.is_flood(ASK):
        return not_now(request)
    try:
        return _told(request, service, sending.ask(service, reading.value, key=key))
    except NobodyAnswers:
        return _closed(request, service)
    except KeyUsedForAnother:
        return render(request, "website/help/ask_sent_before.html", {"service": service}, status=409)
    except AnswersRefused as error:
        refused = {words.QUESTIONS.get(name, "more"): reason for name, reason in error.reasons.items()}
        return _asked(request, service, pathway, form.refused(request.POST, refused), status=422)


def _asked(
    request: HttpRequest,
    service: Service,
    pathway: Pathway,
    asked: Reading[Telling],
    *,
    status: int = 200,
    is_old: bool = False,
) -> HttpResponse:
    team = answering.team_for(service)
    parts = {
        "service": service,
        "answers": team.agency.name if team else "",
        "within": answering.answer_within(pathway),
        "phones": phones_of(service.document, {}),
        "form": asked,
        "key": new_key(),
        "trap": words.TRAP,
        "is_old": is_old,
        "lines": always_open(),
    }
    return render(request, "website/help/ask_service.html", parts, status=status)


def _told(request: HttpRequest, service: Service, sent: Sent | None) -> HttpResponse:
    parts = {"service": service, "sent": sent, "phones": phones_of(service.document, {}), "lines": always_open()}
    return render(request, "website/help/ask_received.html", parts)


def _closed(request: HttpRequest, service: Service) -> HttpResponse:
    parts = {"service": service, "phones": phones_of(service.document, {}), "lines": always_open()}
    status = 409 if request.method == "POST" else 200
    return render(request, "website/help/ask_closed.html", parts, status=status)


def _looking(request: HttpRequest, asked: Reading[words.Holding], *, status: int = 200) -> HttpResponse:
    parts = {"form": asked, "lines": always_open()}
    return render(request, "website/help/asked_form.html", parts, status=status)
