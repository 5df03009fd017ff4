"""Signing in and out."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tideturn.interfaces.design.forms import Text
from tideturn.interfaces.design.forms.foreign import shown
from tideturn.interfaces.workspace import sessions
from tideturn.interfaces.workspace.pages.page import open_page, own_account
from tideturn.interfaces.workspace.people import signed_in


class SignIn(LoginView):
    """The question for an e-mail address and a password."""

    template_name = "workspace/sign_in.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Return what the page shows; never the password."""
        context: dict[str, Any] = super().get_context_data(**given)
        fields = (
            Text(name="login", label=_("E-mail address"), kind="email", autocomplete="username", at_most=254),
            Text(name="password", label=_("Password"), kind="password", autocomplete="current-password"),
        )
        return {**context, "form": shown(context["form"], fields), "next": context["redirect_field_value"]}


class SecondFactor(AuthenticateView):
    """The question for a code, after the password was right."""

    template_name = "workspace/code.html"

    def _build_forms(self) -> Any:
        # The library takes a form without a code for one of a security key, which nobody is offered here, and breaks.
        posted = self.request.POST if self.request.method == "POST" else None
        self.webauthn_form = None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=posted)
        return self.auth_form

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Return what the page shows."""
        context: dict[str, Any] = super().get_context_data(**given)
        field = Text(
            name="code", label=_("Code"), autocomplete="one-time-code", inputmode="numeric", width=10, at_most=20
        )
        return {**context, "form": shown(context["form"], (field,))}


sign_in = open_page(require_http_methods(["GET", "HEAD", "POST"])(SignIn.as_view()))
ask_for_code = open_page(require_http_methods(["GET", "HEAD", "POST"])(SecondFactor.as_view()))


@open_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End this session."""
    logout(request)
    return HttpResponseRedirect(reverse("signed-out"))


@own_account
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    """End every session of this user, on every device."""
    sessions.end_everywhere(signed_in(request))
    logout(request)
    return HttpResponseRedirect(reverse("signed-out"))
