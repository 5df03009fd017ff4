"""Who belongs to the agency, in which role and team, and who answers for each team."""

import uuid

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tideturn.foundations.access import links
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.errors import AccessError, LinkSpent
from tideturn.foundations.access.models import Agency, Membership, OneTimeLink, Team
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import NATIONAL_COORDINATOR, ROLES, Permission
from tideturn.foundations.access.words import NATIONAL
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.design.forms import Choice, Form, Option, Text
from tideturn.interfaces.joint import leaving
from tideturn.interfaces.workspace import inviting, sessions
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.asked import LeadAsked, MemberAsked
from tideturn.interfaces.workspace.presenters.members import invited_of, members_of, teams_of


@page
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Show who belongs to the agency or was invited to, and its teams."""
    me = manager(request)
    context = {
        "members": members_of(in_force(me), me),
        "invited": invited_of(_invitations(me)),
        "teams": teams_of(_teams(me), in_force(me)),
    }
    return render(request, "workspace/administration/members.html", context)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request: HttpRequest) -> HttpResponse:
    """Ask for somebody new and show their link this once; it is the same whether or not they sign in already."""
    me = manager(request)
    form = member_form(me)
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value:
        try:
            link, text = _invite(answer.value, me)
        except AccessError as error:
            answer = form.refused(request.POST, {"email": str(error)})
        else:
            address = inviting.address_of(request, text)
            context = {"name": link.name, "address": address, "until": links.INVITATION_IS_GOOD_FOR.days}
            return render(request, "workspace/administration/member_invited.html", context)
    status = 422 if answer.problems else 200
    context = {"form": answer, "roles": [role for role in ROLES.values() if _is_given_here(role.id, me)]}
    return render(request, "workspace/administration/add_member.html", context, status=status)


@page
@require_POST
def withdraw(request: HttpRequest, link_id: int) -> HttpResponseBase:
    """Take an invitation back: its link opens nothing any more."""
    me = manager(request)
    invited = _invitations(me).filter(pk=link_id).first()
    if invited is None:
        raise NotHere
    try:
        links.spend(invited)
    except LinkSpent:
        raise NotHere from None
    _write_down(me, "withdraw invitation", invitation=invited.pk, email=invited.email)
    return HttpResponseRedirect(reverse("members"))


@page
@require_POST
def end_membership(request: HttpRequest, membership_id: int) -> HttpResponseBase:
    """End a membership and every session of its user at once."""
    me = manager(request)
    membership = in_force(me).filter(pk=membership_id).first()
    if membership is None:
        raise NotHere
    if membership.user_id == me.user_id:
        raise AskedBadly(_("You cannot end your own membership: somebody must be left who can let others in."))
    try:
        leaving.end_membership(membership=membership, by=me)
    except leaving.StillDutyLead as error:
        raise AskedBadly(str(error)) from None
    sessions.end_everywhere(membership.user)
    return HttpResponseRedirect(reverse("members"))


@page
@require_http_methods(["GET", "HEAD", "POST"])
def duty_lead(request: HttpRequest, team_id: uuid.UUID) -> HttpResponseBase:
    """Ask who has what nobody else of a team has."""
    me = manager(request)
    team = _teams(me).filter(pk=team_id).first()
    if team is None:
        raise NotHere
    of_team = {one.user_id: one.user for one in in_force(me).filter(team=team)}
    options = tuple(Option(str(number), user.shown_name) for number, user in of_team.items())
    form = Form((Choice(name="user", label=_("Duty lead"), options=options),), LeadAsked)
    answer = form.read(request.POST) if request.method == "POST" else form.blank({"user": str(team.duty_lead_id or "")})
    if answer.value is None:
        context = {"form": answer, "team": team, "nobody": not options}
        status = 422 if answer.problems else 200
        return render(request, "workspace/administration/duty_lead.html", context, status=status)
    user = of_team[int(answer.value.user)]
    agencies.set_duty_lead(team=team, user=user, by=me)
    _write_down(me, "set duty lead", team=str(team.pk), user=user.pk)
    return HttpResponseRedirect(reverse("members"))


def member_form(me: Actor) -> Form[MemberAsked]:
    """Return the form for somebody new."""
    roles = tuple(
        Option(role.id, role.title, role.description) for role in ROLES.values() if _is_given_here(role.id, me)
    )
    teams = tuple(Option(str(team.pk), team.name) for team in _teams(me))
    nowhere = _("The agency as such")
    return Form(
        (
            Text(name="name", label=_("Name"), hint=_("As colleagues call them.")),
            Text(name="email", label=_("E-mail address at work"), kind="email", at_most=254),
            Choice(name="role", label=_("Role"), options=roles),
            Choice(
                name="team", label=_("Team"), options=teams, is_dropped_down=True, is_required=False, nothing=nowhere
            ),
        ),
        MemberAsked,
    )


def _invite(asked: MemberAsked, me: Actor) -> tuple[OneTimeLink, str]:
    agency = Agency.objects.get(pk=me.agency_id)
    team = _teams(me).filter(pk=asked.team).first() if asked.team else None
    link, text = links.issue_invitation(
        agency=agency, name=asked.name, email=asked.email, role=asked.role, team=team, by=me
    )
    detail = {"invitation": link.pk, "email": link.email, "role": asked.role, "team": str(team.pk) if team else ""}
    _write_down(me, "invite member", **detail)
    return link, text


def manager(request: HttpRequest) -> Actor:
    """Return who acts, on a page for those who say who belongs to the agency."""
    me = actor(request)
    check_permission(me, Permission.MEMBERS_MANAGE)
    return me


def in_force(me: Actor) -> QuerySet[Membership]:
    """Return the memberships of the agency, by name."""
    found = Membership.objects.in_force().filter(agency_id=me.agency_id).select_related("user", "team")
    return found.order_by("user__display_name", "pk")


def _invitations(me: Actor) -> QuerySet[OneTimeLink]:
    found = OneTimeLink.objects.good().invitations().filter(agency_id=me.agency_id).select_related("team")
    return found.order_by("name", "pk")


def _teams(me: Actor) -> QuerySet[Team]:
    return Team.objects.filter(agency_id=me.agency_id).select_related("duty_lead").order_by("name", "pk")


def _is_given_here(role_id: str, me: Actor) -> bool:
    """Return whether a role may be given in the agency: only a national one gives what sees the whole country."""
    return role_id != NATIONAL_COORDINATOR.id or Agency.objects.filter(pk=me.agency_id, kind=NATIONAL).exists()


def _write_down(me: Actor, action: str, **detail: object) -> None:
    audit.record(actor=me, action=action, kind="membership", subject=None, detail=detail)
