"""What a link that somebody was handed opens: a new password, or an invitation to belong to an agency."""

from allauth.account.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tideturn.foundations.access import links
from tideturn.foundations.access.errors import LinkSpent, NotForThem
from tideturn.foundations.access.models import OneTimeLink, User
from tideturn.interfaces.design.forms import Text
from tideturn.interfaces.design.forms.foreign import shown
from tideturn.interfaces.joint import letting_in
from tideturn.interfaces.workspace import inviting, membership
from tideturn.interfaces.workspace.pages import errors
from tideturn.interfaces.workspace.pages.page import not_ready, open_page, own_account
from tideturn.interfaces.workspace.people import signed_in
from tideturn.interfaces.workspace.presenters.members import role_name

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_page
@GET_OR_POST
def opened(request: HttpRequest, text: str) -> HttpResponseBase:
    """Ask for a new password; of somebody invited, only where they have not signed in."""
    try:
        link = links.read(text)
        if link.user is None:
            return _invited(request, link)
        return _ask(request, link, link.user)
    except LinkSpent as error:
        return errors.link_spent(request, str(error))


@own_account
@GET_OR_POST
def invitation(request: HttpRequest) -> HttpResponseBase:
    """Ask whoever signed in with an invitation whether they accept it."""
    if unready := not_ready(request):
        return unready
    try:
        link = inviting.asked(request)
        if request.method != "POST":
            return _shown(request, link)
        inviting.forget(request)
        if "accept" in request.POST:
            _accept(request, link)
    except (LinkSpent, NotForThem) as error:
        inviting.forget(request)
        return errors.link_spent(request, str(error))
    return HttpResponseRedirect(reverse("my-cases"))


def _accept(request: HttpRequest, link: OneTimeLink) -> None:
    letting_in.accept(link=link, user=signed_in(request))
    membership.choose(request, str(link.agency_id))


def _shown(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    if link.email.lower() != signed_in(request).email.lower():
        raise NotForThem
    return render(request, "workspace/invitation.html", {"agency": link.agency, "role": role_name(link.role)})


def _invited(request: HttpRequest, link: OneTimeLink) -> HttpResponseBase:
    """Ask somebody invited to sign in or to choose a password: the page is the same for those known and unknown."""
    inviting.ask(request, link)
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("invitation"))
    return _ask(request, link, User(username=link.email, email=link.email, display_name=link.name))


def _ask(request: HttpRequest, link: OneTimeLink, user: User) -> HttpResponseBase:
    form = SetPasswordForm(data=request.POST if request.method == "POST" else None, user=user)
    if not (form.is_bound and form.is_valid()):
        words = {"form": shown(form, _password_fields()), "link": link, "role": role_name(link.role)}
        return render(request, "workspace/one_time_link.html", words, status=422 if form.is_bound else 200)
    choose = letting_in.make_account if link.user is None else letting_in.choose_password
    choose(link=link, password=form.cleaned_data["password1"])
    return HttpResponseRedirect(reverse("account_login"))


def _password_fields() -> tuple[Text, ...]:
    rule = _("At least 12 characters. Three or four words that do not belong together are good.")
    return (
        Text(name="password1", label=_("New password"), kind="password", autocomplete="new-password", hint=rule),
        Text(name="password2", label=_("New password again"), kind="password", autocomplete="new-password"),
    )
