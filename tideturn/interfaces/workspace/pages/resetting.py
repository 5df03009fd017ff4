"""Letting a colleague in anew who forgot their password or lost what they prove themselves by."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tideturn.foundations.access.errors import ActsForOthersToo, ResetsThemself
from tideturn.foundations.access.models import User
from tideturn.interfaces.design.forms import Form, LongText
from tideturn.interfaces.joint import letting_in
from tideturn.interfaces.workspace import inviting
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.members import in_force, manager
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.presenters.asked import ReasonGiven


@page
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, membership_id: int) -> HttpResponseBase:
    """Ask why, end what the colleague signs in by, and show their link this once, to be handed over."""
    me = manager(request)
    membership = in_force(me).filter(pk=membership_id, user__is_active=True).first()
    if membership is None:
        raise NotHere
    user, form = membership.user, reason_form()
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value is None:
        words = {"form": answer, "name": user.shown_name, "is_me": user.pk == me.user_id}
        status = 422 if answer.problems else 200
        return render(request, "workspace/administration/reset_member.html", words, status=status)
    try:
        link, text = letting_in.reset(user=user, reason=answer.value.reason, by=me)
    except (ResetsThemself, ActsForOthersToo) as error:
        raise AskedBadly(str(error)) from None
    return _handed_over(request, user, text, f"{localtime(link.expires_at):%H:%M}")


def reason_form() -> Form[ReasonGiven]:
    """Return the form that asks why somebody is let in anew."""
    hint = _("How do you know that it is them who ask? It stands in the audit of your agency.")
    return Form(
        (LongText(name="reason", label=_("Why, and how you know"), hint=hint, rows=3, at_most=500),), ReasonGiven
    )


def _handed_over(request: HttpRequest, user: User, text: str, until: str) -> HttpResponseBase:
    address = inviting.address_of(request, text)
    words = {"name": user.shown_name, "address": address, "until": until, "is_told": bool(user.email)}
    return render(request, "workspace/administration/member_reset.html", words)
