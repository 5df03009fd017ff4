"""Asking for the password again before somebody changes what they sign in by."""

from functools import wraps

from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, reauthenticate_by_password
from allauth.core import ratelimit
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tideturn.interfaces.design.forms import Text
from tideturn.interfaces.design.forms.foreign import shown
from tideturn.interfaces.workspace import second_factor
from tideturn.interfaces.workspace.pages import errors
from tideturn.interfaces.workspace.pages.page import View, not_ready, own_account
from tideturn.interfaces.workspace.people import signed_in


def confirmed(view: View) -> View:
    """Return a view for somebody ready to work who gave their password within the last minutes."""

    def answer(request: HttpRequest, **parts: object) -> HttpResponseBase:
        return not_ready(request) or _asked_again(request) or view(request, **parts)

    return wraps(view)(answer)


def first_or_confirmed(view: View) -> View:
    """Return a view for whoever has no second factor yet, and for others as `confirmed` does.

    Whoever has none has just signed in by their password, and is let into nothing else.
    """

    def answer(request: HttpRequest, **parts: object) -> HttpResponseBase:
        if signed_in(request).must_change_password or second_factor.is_set_up(request.user):
            return not_ready(request) or _asked_again(request) or view(request, **parts)
        return view(request, **parts)

    return wraps(view)(answer)


@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Ask for the password again, and go on to what it was asked for."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return errors.too_often(request)
    form = ReauthenticateForm(request.POST if request.method == "POST" else None, user=signed_in(request))
    if form.is_bound and form.is_valid():
        reauthenticate_by_password(request)
        return HttpResponseRedirect(_next(request))
    field = Text(name="password", label=_("Your password"), kind="password", autocomplete="current-password")
    words = {"form": shown(form, (field,)), "next": _next(request)}
    return render(request, "workspace/confirm.html", words, status=422 if form.is_bound else 200)


def _asked_again(request: HttpRequest) -> HttpResponseBase | None:
    if did_recently_reauthenticate(request):
        return None
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def _next(request: HttpRequest) -> str:
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if is_ours else reverse("account")
