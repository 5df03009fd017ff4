"""Starting a case: of whichever pathway of the country the agency may start."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Reading
from tideturn.interfaces.design.forms.asked_of_pathway import answers_in
from tideturn.interfaces.joint.intake import starting
from tideturn.interfaces.joint.intake.report import PATHWAY
from tideturn.interfaces.workspace import people
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import entry_of
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.reporting import NAMESPACE, REFUSALS, refused
from tideturn.interfaces.workspace.presenters.reporting import body_of, today
from tideturn.interfaces.workspace.presenters.starting import form_of, names_of
from tideturn.packs.pathways import load_pathways
from tideturn.packs.schema.pathway import Pathway

Filled = Mapping[str, object]


@page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show which pathways somebody may start a case of, each with what it is for."""
    by = people.actor(request)
    check_permission(by, Permission.REPORT)
    ways = [(pathway, _address(pathway)) for pathway in starting.startable(by)]
    return render(request, "workspace/start.html", {"ways": ways})


@page
@GET_OR_POST
def start_pathway(request: HttpRequest, pathway_id: str) -> HttpResponseBase:
    """Ask what is known and what the first stage asks, and start the case."""
    by = people.actor(request)
    check_permission(by, Permission.REPORT)
    pathway = next((one for one in load_pathways() if one.id == pathway_id), None)
    if pathway is None:
        raise NotHere
    starting.check_may_start(pathway, by)
    form, entry = form_of(pathway), entry_of(request)
    if request.method != "POST":
        return _shown(request, pathway, form.blank(today()), entry)
    answer = form.read(request.POST)
    if answer.value is not None:
        try:
            return _started(pathway, answer.value, entry, by)
        except REFUSALS as error:
            answer = refused(form, request, error)
    return _shown(request, pathway, answer, entry, status=422)


def _address(pathway: Pathway) -> str:
    """Return where a pathway is started; an overdose has a form of its own."""
    return reverse("report") if pathway.id == PATHWAY else reverse("start-pathway", kwargs={"pathway_id": pathway.id})


def _started(pathway: Pathway, filled: Filled, entry: uuid.UUID, by: Actor) -> HttpResponseBase:
    """Start a case under a key made from its page and its writer: sent twice, it is the same case."""
    key = uuid.uuid5(NAMESPACE, f"{by.user_id}:{pathway.id}:{entry}")
    receipt = starting.start(pathway, body_of(filled), answers_in(filled), key=key, by=by)
    return HttpResponseRedirect(reverse("report-received", kwargs={"report_id": receipt["id"]}))


def _shown(
    request: HttpRequest, pathway: Pathway, answer: Reading[Filled], entry: uuid.UUID, status: int = 200
) -> HttpResponseBase:
    asked = [answer.by_name[name] for name in names_of(pathway)]
    words = {"pathway": pathway, "form": answer, "asked": asked, "entry": entry}
    return render(request, "workspace/start_pathway.html", words, status=status)
