"""A user's own account, and their password."""

from allauth.account.forms import ChangePasswordForm
from allauth.account.internal.flows.password_change import logout_on_password_change
from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tideturn.interfaces.design.forms import Text
from tideturn.interfaces.design.forms.foreign import shown
from tideturn.interfaces.workspace import keys, second_factor, trail
from tideturn.interfaces.workspace.membership import agencies_of
from tideturn.interfaces.workspace.pages import errors
from tideturn.interfaces.workspace.pages.page import open_page, own_account, page
from tideturn.interfaces.workspace.people import signed_in
from tideturn.interfaces.workspace.presenters.factors import rows_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_page
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended."""
    return render(request, "workspace/signed_out.html")


@open_page
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say who can help when a password or a phone is lost; it asks nothing, so it tells nothing."""
    return render(request, "workspace/forgotten.html")


@own_account
@GET_OR_POST
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Ask for the present password and a new one; other sessions end, this one goes on."""
    if not ratelimit.consume(request, action="change_password"):
        return errors.too_often(request)
    user = signed_in(request)
    form = NewPassword(user, request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        words = {"form": shown(form, _password_fields()), "is_first": user.must_change_password}
        return render(request, "workspace/password.html", words, status=422 if form.is_bound else 200)
    user.must_change_password = False
    with transaction.atomic():
        form.save()
        trail.write_down(user, "change password")
    logout_on_password_change(request, user)
    return HttpResponseRedirect(reverse("my-cases"))


class NewPassword(ChangePasswordForm):
    """The library's form, which does not take for new what is old."""

    def clean_password1(self) -> str:
        """Return the new password."""
        new: str = self.cleaned_data["password1"]
        if new == self.cleaned_data.get("oldpassword"):
            raise ValidationError(_("That is the password you have. Choose another."))
        return new


@page
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show what a user can change about their own account."""
    words = {
        "has_several": len(agencies_of(request)) > 1,
        "factors": rows_of(second_factor.factors(signed_in(request))),
        "has_app": second_factor.has(request.user, second_factor.APP),
        "keys_are_possible": keys.are_possible(request),
    }
    return render(request, "workspace/account.html", words)


def _password_fields() -> tuple[Text, ...]:
    rule = _("At least 12 characters. Three or four words that do not belong together are good.")
    return (
        Text(name="oldpassword", label=_("Present password"), kind="password", autocomplete="current-password"),
        Text(name="password1", label=_("New password"), kind="password", autocomplete="new-password", hint=rule),
        Text(name="password2", label=_("New password again"), kind="password", autocomplete="new-password"),
    )
