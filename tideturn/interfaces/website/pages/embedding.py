"""One commitment for a page of somebody else's: it says what is known, keeps nothing, and runs nothing."""

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.addresses import site_address
from tideturn.interfaces.website.pages.commitments import held_commitment
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters.commitment.due import window_words
from tideturn.interfaces.website.presenters.commitment.whole import summary_of

FRAMED = {"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]}


@page
def embedded(request: HttpRequest, plan_id: str, local_id: str) -> HttpResponseBase:
    """Show one commitment in few words, in a page that anybody may frame; an address that leads nowhere nobody may."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    held = held_commitment(plan_id, local_id, moment)

    @csp_replace(FRAMED)
    @xframe_options_exempt
    def shown(request: HttpRequest) -> HttpResponse:
        return _shown(request, held, moment)

    return shown(request)


def _shown(request: HttpRequest, held: Any, moment: Moment) -> HttpResponse:
    answer = render(
        request,
        "website/embedded.html",
        {
            "it": held,
            "summary": summary_of(held, moment),
            "due": window_words(held),
            "address": site_address(request) + moment.link(held.get_absolute_url()),
        },
    )
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
