"""What is near to somebody who works here: told by themselves, kept as marks, so that a look at it is asked about."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.foundations.audit.models import Near
from tideturn.foundations.audit.odd_readings import near_told_on, tell_near
from tideturn.interfaces.design.forms import Form, LongText, Text
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.asked import NearTold
from tideturn.interfaces.workspace.presenters.times import day_words
from tideturn.methods.looking.near import address_marks, parts_of_name


@page
@GET_OR_POST
def near(request: HttpRequest) -> HttpResponseBase:
    """Ask for an address and former family names, and keep their marks in the place of those told before."""
    me, form = actor(request), _form()
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value is not None and answer.value.address and not address_marks(answer.value.address):
        said = _("Give the number and the street, or the postcode: by other words nobody can be found again.")
        answer = form.refused(request.POST, {"address": said})
    if answer.value is None:
        told = {kind: day_words(day) for kind, day in near_told_on(me).items()}
        status = 422 if answer.problems else 200
        return render(request, "workspace/near.html", {"form": answer, "told": told}, status=status)
    tell_near(Near.ADDRESS, sorted(address_marks(answer.value.address)), by=me)
    tell_near(Near.NAME, sorted(parts_of_name(answer.value.names)), by=me)
    return HttpResponseRedirect(reverse("near"))


def _form() -> Form[NearTold]:
    fields = (
        LongText(
            name="address",
            label=_("Your own address"),
            hint=_("The number and street, and the postcode."),
            is_required=False,
            at_most=400,
            rows=3,
        ),
        Text(
            name="names",
            label=_("Other family names"),
            hint=_("A former name, or those of close family, with blanks between."),
            is_required=False,
            at_most=200,
        ),
    )
    return Form(fields, NearTold)
