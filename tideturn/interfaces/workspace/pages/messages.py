"""Messages that did not arrive, those that are kept in the folder, and whether anybody sends at all."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery import mail_server, queries
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.messages import health_of, kept_of, rows_of


@page
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Show what did not arrive, first what was given up."""
    check_permission(actor(request), Permission.MESSAGES_READ)
    kept = queries.kept_in_folder()
    in_folder = {letter.number for letter in kept}
    context = {
        "health": health_of(queries.health(of_everybody=False)),
        "failing": rows_of(queries.failing()),
        "unconfirmed": rows_of(one for one in queries.unconfirmed() if one.pk not in in_folder),
        "kept": kept_of(kept),
        "has_mail_server": mail_server.mail_server() is not None,
    }
    return render(request, "workspace/messages.html", context)


@page
@require_POST
def try_again(request: HttpRequest, message_id: uuid.UUID) -> HttpResponseBase:
    """Let a message that was given up be tried anew."""
    me = actor(request)
    check_permission(me, Permission.MESSAGES_READ)
    if not delivery.try_again(message_id):
        raise NotHere
    audit.record(actor=me, action="try message again", kind="message", subject=message_id)
    return HttpResponseRedirect(reverse("messages"))
