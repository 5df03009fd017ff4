"""Choosing for which agency one acts."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tideturn.interfaces.design.forms import Choice, Form, Option
from tideturn.interfaces.workspace import membership
from tideturn.interfaces.workspace.pages.page import own_account
from tideturn.interfaces.workspace.presenters.asked import AgencyChosen


@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponseBase:
    """Ask a user of several agencies for which they act now."""
    options = tuple(Option(agency.pk, agency.name) for agency in membership.agencies_of(request))
    form = Form((Choice(name="agency", label=_("Your agencies"), options=options),), AgencyChosen)
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value is None:
        status = 422 if answer.problems else 200
        return render(request, "workspace/agencies.html", {"form": answer}, status=status)
    membership.choose(request, answer.value.agency)
    return HttpResponseRedirect(reverse("my-cases"))
