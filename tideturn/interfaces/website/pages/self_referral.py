"""The page on which people tell of their own overdose, and the answer they get."""

import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tideturn.engines.pathways.errors import KeyUsedForAnother
from tideturn.foundations.outages import is_outage
from tideturn.interfaces.design.forms import Answers, Reading
from tideturn.interfaces.joint.intake import self_referral
from tideturn.interfaces.joint.intake.errors import AnswersRefused, DoorClosed
from tideturn.interfaces.joint.intake.self_referral import Telling
from tideturn.interfaces.website import floods
from tideturn.interfaces.website.origins import is_ours
from tideturn.interfaces.website.page_keys import PageTooOld, new_key, read_key
from tideturn.interfaces.website.pages.page import in_its_language
from tideturn.interfaces.website.presenters.self_referral import TRAP, form, unreachable

logger = logging.getLogger(__name__)
# Which question holds each part of a person.
QUESTIONS = {"given_name": "name", "phone": "phone"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_its_language
def self_referral_page(request: HttpRequest) -> HttpResponse:
    """Ask, or keep what was written and say what happens next; nothing of it is ever kept by halves."""
    try:
        if request.method == "POST":
            return _received(request)
        return _asked(request, form().blank()) if self_referral.is_open() else _closed(request)
    except DoorClosed:
        return _closed(request)
    except Error as error:
        if not is_outage(error):
            raise
        logger.error("The public form could not be kept: %s", type(error).__name__)
        return _not_now(request)


def _received(request: HttpRequest) -> HttpResponse:
    answers = Answers.of(request.POST)
    reading = form().read(request.POST)
    said = unreachable(answers)
    if reading.value is None or said:
        return _asked(request, form().refused(request.POST, said | _said(reading)), status=422)
    try:
        if not is_ours(request):
            raise PageTooOld
        key = read_key(answers.one("page"))
    except PageTooOld:
        return _asked(request, reading, status=422, is_old=True)
    if answers.one(TRAP):
        return render(request, "website/self_referral/received.html", {"reference": ""})
    if floods.is_flood():
        return _not_now(request)
    try:
        receipt = self_referral.receive(reading.value, key=key)
    except KeyUsedForAnother:
        return render(request, "website/self_referral/sent_before.html", status=409)
    except AnswersRefused as error:
        problems = {QUESTIONS.get(field, "more"): reason for field, reason in error.reasons.items()}
        return _asked(request, form().refused(request.POST, problems), status=422)
    told = {"reference": receipt["reference"], "may_contact": reading.value.may_contact}
    return render(request, "website/self_referral/received.html", told)


def _said(reading: Reading[Telling]) -> dict[str, str]:
    return {problem.name: problem.said for problem in reading.problems}


def _asked(request: HttpRequest, asked: Reading[Telling], *, status: int = 200, is_old: bool = False) -> HttpResponse:
    parts = {"form": asked, "key": new_key(), "trap": TRAP, "is_old": is_old}
    return render(request, "website/self_referral/form.html", parts, status=status)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "website/self_referral/closed.html", status=200 if request.method != "POST" else 409)


def _not_now(request: HttpRequest) -> HttpResponse:
    answer = render(request, "website/self_referral/not_now.html", status=503)
    answer.headers["Retry-After"] = str(floods.SECONDS)
    return answer
