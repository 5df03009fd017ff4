"""A user's second factors: the app on a phone, security keys, and the recovery codes."""

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tideturn.interfaces.design.forms import Form, Text
from tideturn.interfaces.design.forms.foreign import shown
from tideturn.interfaces.workspace import keys, second_factor, trail
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages import errors
from tideturn.interfaces.workspace.pages.confirming import confirmed, first_or_confirmed
from tideturn.interfaces.workspace.pages.page import own_account
from tideturn.interfaces.workspace.people import signed_in
from tideturn.interfaces.workspace.presenters.asked import CodeGiven
from tideturn.interfaces.workspace.presenters.factors import row_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@own_account
@GET_OR_POST
@first_or_confirmed
def set_up(request: HttpRequest) -> HttpResponseBase:
    """Set up the app on a phone, in the place of another where there is one."""
    user = signed_in(request)
    form = code_form().read(request.POST) if request.method == "POST" else code_form().blank()
    if form.value:
        if not _may_try(request):
            return errors.too_often(request)
        with transaction.atomic():
            is_first = not second_factor.is_set_up(user)
            codes = second_factor.set_up(request, user, form.value.code)
            if codes:
                trail.write_down(user, "set up second factor", factor=str(second_factor.APP))
        if codes:
            return render(request, "workspace/recovery_codes.html", {"codes": codes, "is_first": is_first})
        form = code_form().refused(request.POST, {"code": _("That code is not right. Wait for the next one.")})
    return _offer(request, form)


def _offer(request: HttpRequest, form: object) -> HttpResponse:
    user, secret = signed_in(request), second_factor.offered_secret(request)
    words = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        # Drawn by us from a secret of ours: nothing that anybody typed is in it but an address, as dots.
        "picture": mark_safe(second_factor.picture(user, secret)),  # noqa: S308
        "is_first": not second_factor.is_set_up(user),
        "is_another": second_factor.has(user, second_factor.APP),
        "keys_are_possible": keys.are_possible(request),
    }
    return render(request, "workspace/second_factor.html", words, status=422 if getattr(form, "problems", ()) else 200)


@own_account
@GET_OR_POST
@first_or_confirmed
def add_key(request: HttpRequest) -> HttpResponseBase:
    """Register a security key or passkey, which a browser can do only by a script; an app is offered beside it."""
    user = signed_in(request)
    if request.method == "POST" and not _may_try(request):
        return errors.too_often(request)
    form = keys.NewKeyForm(request.POST if request.method == "POST" else None, user=user)
    if not (form.is_bound and form.is_valid()):
        return _ask_for_key(request, form)
    is_first = not second_factor.is_set_up(user)
    with transaction.atomic():
        kept = keys.keep(user, form.cleaned_data["name"], form.cleaned_data["credential"])
        codes = second_factor.new_recovery_codes(user) if is_first else []
        trail.write_down(user, "set up second factor", factor=str(second_factor.KEY), number=kept.pk)
    if codes:
        return render(request, "workspace/recovery_codes.html", {"codes": codes, "is_first": True})
    return HttpResponseRedirect(reverse("account"))


def _ask_for_key(request: HttpRequest, form: keys.NewKeyForm) -> HttpResponse:
    user = signed_in(request)
    name = Text(
        name="name",
        label=_("What you call it"),
        hint=_("So that you can tell it from others, such as “key on my ring” or “this laptop”."),
        is_required=False,
        at_most=keys.LONGEST_NAME,
    )
    words = {
        "form": shown(form, (name,)),
        "is_refused": form.is_bound,
        "asked": keys.asked_of_new(user),
        "is_first": not second_factor.is_set_up(user),
        "has_app": second_factor.has(user, second_factor.APP),
        "keys_are_possible": keys.are_possible(request),
    }
    return render(request, "workspace/add_key.html", words, status=422 if form.is_bound else 200)


@own_account
@GET_OR_POST
@confirmed
def remove(request: HttpRequest, factor_id: int) -> HttpResponseBase:
    """Take away a second factor; the last one stays, for without one nobody is let in."""
    user = signed_in(request)
    factor = second_factor.factors(user).filter(pk=factor_id).first()
    if factor is None:
        raise NotHere
    if request.method == "POST":
        with transaction.atomic():
            removed = second_factor.remove(user, factor_id)
            if removed:
                trail.write_down(user, "remove second factor", factor=str(removed.type), number=removed.pk)
                return HttpResponseRedirect(reverse("account"))
    is_last = second_factor.factors(user).count() < 2
    status = 422 if request.method == "POST" else 200
    words = {"factor": row_of(factor, may_go=not is_last), "is_last": is_last}
    return render(request, "workspace/remove_factor.html", words, status=status)


@own_account
@GET_OR_POST
@confirmed
def recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """Make new recovery codes once that was asked for, and show them this once."""
    if request.method != "POST":
        return render(request, "workspace/make_codes.html")
    user = signed_in(request)
    with transaction.atomic():
        codes = second_factor.new_recovery_codes(user)
        trail.write_down(user, "make recovery codes")
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


def _may_try(request: HttpRequest) -> bool:
    return bool(ratelimit.consume(request, action="login_failed", key=f"set-up:{signed_in(request).pk}"))
