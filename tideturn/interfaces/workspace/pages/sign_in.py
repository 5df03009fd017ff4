"""Signing in and out."""

from typing import Any

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tideturn.interfaces.design.forms import Text
from tideturn.interfaces.design.forms.foreign import shown
from tideturn.interfaces.workspace import keys, second_factor, sessions, trail
from tideturn.interfaces.workspace.keys import KeyForm
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
    """The question for a second factor, after the password was right: a code, or a key where the user has one."""

    template_name = "workspace/code.html"

    def _build_forms(self) -> Any:
        user = self.stage.login.user
        posted = self.request.POST if self.request.method == "POST" else None
        is_key = posted is not None and "credential" in posted and "code" not in posted
        self.webauthn_form = (
            KeyForm(user=user, data=posted if is_key else None) if second_factor.has(user, second_factor.KEY) else None
        )
        # The library takes a form without a code for one of a key, and breaks where there is none.
        self.auth_form = self.get_form_class()(user=user, data=None if is_key and self.webauthn_form else posted)
        return self.webauthn_form if is_key and self.webauthn_form else self.auth_form

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """Ask again, and write down that the second factor was wrong: whoever asks had the password right."""
        # A form without an answer is no attempt; and what is past the limit was not looked at.
        if any(error.code == "incorrect_code" for field in form.errors.as_data().values() for error in field):
            step = "code" if form is self.auth_form else "key"
            trail.write_down_failure(self.stage.login.user, step=step)
        answer: HttpResponseBase = super().form_invalid(form)
        return answer

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Return what the page shows."""
        context: dict[str, Any] = super(AuthenticateView, self).get_context_data(**given)
        field = Text(
            name="code", label=_("Code"), autocomplete="one-time-code", inputmode="numeric", width=10, at_most=20
        )
        words = {
            "form": shown(self.auth_form, (field,)),
            "has_app": second_factor.has(self.stage.login.user, second_factor.APP),
        }
        if self.webauthn_form:
            user = self.stage.login.user
            words |= {"asked": keys.asked_of_known(user), "is_refused": bool(self.webauthn_form.errors)}
        return {**context, **words}


def _second_factor(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor; whose was taken away meanwhile by a reset begins anew."""
    stage = get_pending_stage(request)
    if stage and stage.login.user and not second_factor.is_set_up(stage.login.user):
        clear_login(request)
    answer: HttpResponseBase = SecondFactor.as_view()(request)
    return answer


sign_in = open_page(require_http_methods(["GET", "HEAD", "POST"])(SignIn.as_view()))
ask_for_code = open_page(require_http_methods(["GET", "HEAD", "POST"])(_second_factor))


@open_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End this session."""
    if request.user.is_authenticated:
        trail.write_down(signed_in(request), "sign out")
    logout(request)
    return HttpResponseRedirect(reverse("signed-out"))


@own_account
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    """End every session of this user, on every device."""
    sessions.end_everywhere(signed_in(request))
    trail.write_down(signed_in(request), "sign out everywhere")
    logout(request)
    return HttpResponseRedirect(reverse("signed-out"))
