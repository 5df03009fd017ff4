"""Messages that did not arrive, those that are kept in the folder, and whether anybody sends at all."""

import uuid

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import User
from tideturn.foundations.access.permissions import check_permission, has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery import mail_server, queries
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.listing import paged
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.messages import health_of, kept_of, rows_of

EVERYTHING = Q()
# What did not arrive and what was handed over, one after the other, a page at a time.
PAGE_LENGTH = 100


@page
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Show what did not arrive, first what was given up, and then what was handed over and not confirmed."""
    me = actor(request)
    check_permission(me, Permission.MESSAGES_READ)
    mine = _whose(me)
    failing, handed_over = queries.failing().filter(mine), queries.unconfirmed().filter(mine)
    failed = failing.count()
    paging = paged(request, failed + handed_over.count(), {}, PAGE_LENGTH)
    start, end = paging.start, paging.last
    shown = list(handed_over[max(0, start - failed) : max(0, end - failed)])
    kept = [*(queries.notices_in_folder() if paging.number == 1 else ()), *queries.letters_of(shown)]
    in_folder = {letter.number for letter in kept}
    context = {
        "health": health_of(queries.health(of_everybody=False)),
        "failing": rows_of(failing[start:end]),
        "all_have_left": not failed,
        "unconfirmed": rows_of(one for one in shown if one.pk not in in_folder),
        "kept": kept_of(kept),
        "paging": paging,
        "of_own_teams": mine != EVERYTHING,
        "has_mail_server": mail_server.mail_server() is not None,
    }
    return render(request, "workspace/messages.html", context)


def _whose(me: Actor) -> Q:
    """Return the condition of messages that are somebody's to see.

    Who answers for some teams alone is told of the cases of these, and of messages to themselves. Who sees the whole
    agency, or no case at all, sees all messages of the agency: what they are about is in none.
    """
    if me.sees_whole_agency or not has_permission(me, Permission.CASES_READ):
        return EVERYTHING
    cases = Case.objects.filter(team__in=me.team_ids).values("id")
    own = User.objects.filter(pk=me.user_id or 0).values_list("email", flat=True).first() or ""
    return Q(subject_id__in=cases) | Q(recipient__iexact=own)


@page
@require_POST
def try_again(request: HttpRequest, message_id: uuid.UUID) -> HttpResponseBase:
    """Let a message that was given up be tried anew."""
    me = actor(request)
    check_permission(me, Permission.MESSAGES_READ)
    if not (queries.failing().filter(_whose(me), pk=message_id).exists() and delivery.try_again(message_id)):
        raise NotHere
    audit.record(actor=me, action="try message again", kind="message", subject=message_id)
    return HttpResponseRedirect(reverse("messages"))
