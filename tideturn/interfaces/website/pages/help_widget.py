"""A small box that others may show in a page of theirs: it asks, keeps nothing, and runs nothing."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from tideturn.interfaces.joint.helping.lines import always_open
from tideturn.interfaces.website.pages.page import timeless_page


@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"]})
@xframe_options_exempt
@timeless_page
def help_widget(request: HttpRequest) -> HttpResponse:
    """Show the box alone, in a page that anybody may frame; what it finds opens in a page of its own."""
    answer = render(request, "website/help/widget.html", {"lines": always_open()})
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
