"""Which agency keeps the entries of which organisation, as the partnership says."""

import uuid

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions import stewarding
from tideturn.engines.directory.errors import ContactUnfit, OrganisationNotFound
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.interfaces.design.forms import Choice, Form, Option, Text
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.directory.mine import answering
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.directory.asked import KeeperChosen


@page
@require_safe
def keepers(request: HttpRequest) -> HttpResponse:
    """List the organisations of the partnership's areas, each with who keeps its entries."""
    found = keeping.organisations_of(answering(request)).prefetch_related("stewards__agency")
    paging = paged(request, found.count(), {})
    parts = {"organisations": found[paging.start : paging.last], "paging": paging}
    return render(request, "workspace/directory/keepers.html", parts)


@page
@GET_OR_POST
def keeper(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponseBase:
    """Ask which agency keeps the entries of an organisation, and who is asked whether they are right."""
    me = answering(request)
    organisation = keeping.organisations_of(me).filter(pk=provider_id).first()
    if organisation is None:
        raise NotHere
    form = _form(me)
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value:
        try:
            with transaction.atomic():
                stewarding.set_steward(organisation_id=organisation.pk, agency_id=answer.value.agency,
                                       contact=answer.value.contact, by=me)  # fmt: skip
            return HttpResponseRedirect(reverse("directory-keepers"))
        except ContactUnfit as error:
            answer = form.refused(request.POST, {"contact": str(error)})
    parts = {"organisation": organisation, "form": answer}
    return render(request, "workspace/directory/keeper.html", parts, status=422 if answer.problems else 200)


@page
@require_POST
def end(request: HttpRequest, steward_id: int) -> HttpResponseBase:
    """Let an agency keep the entries of an organisation no longer."""
    try:
        stewarding.unset_steward(steward_id=steward_id, by=answering(request))
    except OrganisationNotFound:
        raise NotHere from None
    return HttpResponseRedirect(reverse("directory-keepers"))


def _form(me: Actor) -> Form[KeeperChosen]:
    # The database lets nobody make their own agency a keeper; whoever decides may change every entry anyway.
    agencies = Agency.objects.exclude(pk=me.agency_id).order_by("name", "pk")
    options = tuple(Option(one.pk, one.name) for one in agencies)
    hint = _("Asked once a year whether the entries are still right.")
    return Form(
        (
            Choice(name="agency", label=_("Which agency keeps them"), options=options, is_dropped_down=True),
            Text(name="contact", label=_("E-mail address of whoever knows"), kind="email", at_most=254, hint=hint),
        ),
        KeeperChosen,
    )
