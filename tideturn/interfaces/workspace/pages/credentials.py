"""The credentials of the agency's programs: issued once, revoked at once."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tideturn.foundations.access import credentials as access
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import CredentialUnknown
from tideturn.foundations.access.models import Agency, Credential
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import WORDS, Permission
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.design.forms import Choices, Form, Option
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.asked import CredentialAsked

# A program reports; what else people do in the workspace is done by people.
GIVEN = (Permission.INTAKE_NEAR_FATAL_OVERDOSES,)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def credentials(request: HttpRequest) -> HttpResponse:
    """Show the credentials and ask for a new one, which is shown this once."""
    me = _manager(request)
    form = credential_form()
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    issued = _issue(answer.value, me) if answer.value else ""
    held = Credential.objects.filter(agency_id=me.agency_id).order_by("revoked_at", "-created_at", "pk")
    context = {"held": held, "issued": issued, "form": form.blank() if issued else answer, "words": WORDS}
    status = 422 if answer.problems else 200
    return render(request, "workspace/administration/credentials.html", context, status=status)


@page
@require_POST
def revoke(request: HttpRequest, credential_id: int) -> HttpResponseBase:
    """Take a credential out of force at once."""
    me = _manager(request)
    held = Credential.objects.filter(pk=credential_id, agency_id=me.agency_id, revoked_at=None).first()
    if held is None:
        raise NotHere
    try:
        access.revoke(prefix=held.prefix, by=me)
    except CredentialUnknown:
        raise NotHere from None
    _write_down(me, "revoke credential", prefix=held.prefix)
    return HttpResponseRedirect(reverse("credentials"))


def credential_form() -> Form[CredentialAsked]:
    """Return the form for a new credential."""
    options = tuple(Option(str(one), _("It may %(what)s") % {"what": WORDS[one]}) for one in GIVEN)
    return Form((Choices(name="permissions", label=_("A new credential"), options=options),), CredentialAsked)


def _issue(asked: CredentialAsked, me: Actor) -> str:
    text = access.issue(Agency.objects.get(pk=me.agency_id), me, permissions=asked.permissions)
    _write_down(me, "issue credential", prefix=access.prefix_of(text), permissions=list(asked.permissions))
    return text


def _manager(request: HttpRequest) -> Actor:
    me = actor(request)
    check_permission(me, Permission.CREDENTIALS_MANAGE)
    return me


def _write_down(me: Actor, action: str, **detail: object) -> None:
    audit.record(actor=me, action=action, kind="credential", subject=None, detail=detail)
