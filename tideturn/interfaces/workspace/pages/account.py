"""A user's own password and second factor."""

from allauth.account.forms import ChangePasswordForm
from allauth.account.internal.flows.password_change import logout_on_password_change
from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tideturn.interfaces.design.forms import Form, Text
from tideturn.interfaces.design.forms.foreign import shown
from tideturn.interfaces.workspace import second_factor
from tideturn.interfaces.workspace.membership import agencies_of
from tideturn.interfaces.workspace.pages import errors
from tideturn.interfaces.workspace.pages.page import open_page, own_account, page
from tideturn.interfaces.workspace.people import signed_in
from tideturn.interfaces.workspace.presenters.asked import CodeGiven

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
    form.save()
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


@own_account
@GET_OR_POST
def set_up(request: HttpRequest) -> HttpResponseBase:
    """Set up the second factor; a user who has one already proves it with the password, on a page of its own."""
    user = signed_in(request)
    if user.must_change_password:
        return HttpResponseRedirect(reverse("account_change_password"))
    if second_factor.is_set_up(user):
        return HttpResponseRedirect(reverse("account"))
    form = code_form().read(request.POST) if request.method == "POST" else code_form().blank()
    if form.value:
        if not ratelimit.consume(request, action="login_failed", key=f"set-up:{user.pk}"):
            return errors.too_often(request)
        codes = second_factor.set_up(request, user, form.value.code)
        if codes:
            return render(request, "workspace/recovery_codes.html", {"codes": codes, "is_first": True})
        form = code_form().refused(request.POST, {"code": _("That code is not right. Wait for the next one.")})
    return _offer(request, form)


def _offer(request: HttpRequest, form: object) -> HttpResponse:
    secret = second_factor.offered_secret(request)
    words = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        # Drawn by us from a secret of ours: nothing that anybody typed is in it but an address, as dots.
        "picture": mark_safe(second_factor.picture(signed_in(request), secret)),  # noqa: S308
    }
    return render(request, "workspace/second_factor.html", words, status=422 if getattr(form, "problems", ()) else 200)


@page
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show what a user can change about their own account."""
    return render(request, "workspace/account.html", {"has_several": len(agencies_of(request)) > 1})


@page
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, and show them this once."""
    codes = second_factor.new_recovery_codes(signed_in(request))
    return render(request, "workspace/recovery_codes.html", {"codes": codes, "is_first": False})


def code_form() -> Form[CodeGiven]:
    """Return the form that asks for a code of the app."""
    hint = _("Six digits, shown by the app. They change every half minute.")
    field = Text(
        name="code",
        label=_("Code"),
        hint=hint,
        missing=_("Write the six digits that the app shows."),
        autocomplete="one-time-code",
        inputmode="numeric",
        width=10,
        at_most=20,
    )
    return Form((field,), CodeGiven)


def _password_fields() -> tuple[Text, ...]:
    rule = _("At least 12 characters. Three or four words that do not belong together are good.")
    return (
        Text(name="oldpassword", label=_("Present password"), kind="password", autocomplete="current-password"),
        Text(name="password1", label=_("New password"), kind="password", autocomplete="new-password", hint=rule),
        Text(name="password2", label=_("New password again"), kind="password", autocomplete="new-password"),
    )
