"""Letting somebody in anew who lost what they sign in by, and letting somebody in who is new: all by links."""

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from tideturn.foundations.access import links, signing_in
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import users
from tideturn.foundations.access.errors import ActsForOthersToo, EmailTaken, NotForThem, ResetsThemself
from tideturn.foundations.access.models import Membership, OneTimeLink, User
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.delivery.actions import enqueue
from tideturn.foundations.delivery.words import Channel, Kind

KIND, BY_LINK = "sign-in", "whoever held the link"
OPERATOR = "whoever runs Tideturn"


@transaction.atomic
def reset(*, user: User, reason: str, by: Actor) -> tuple[OneTimeLink, str]:
    """Let somebody in anew and return their link, shown once: nothing they signed in by is good from now on.

    A password that nobody has ends every session with it, for a session is good for the password it began with.
    Raise ResetsThemself; and ActsForOthersToo where an agency would let in who acts for another.
    """
    agencies = sorted(agency.pk for agency in signing_in.agencies_of(user))
    _check(user, agencies, by)
    user.set_unusable_password()
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=user).delete()
    link, text = links.issue_reset(user=user, by=by)
    if user.email:
        key = f"{Kind.SIGN_IN_RESET.value}:{link.pk}"
        enqueue(
            channel=Channel.EMAIL,
            recipient=user.email,
            kind=Kind.SIGN_IN_RESET,
            link="/workspace/",
            dedupe_key=key,
            agency=by.agency_id or "",
        )
    for writer in (*_told_of(agencies, by), by):
        _write_down(writer, "reset sign-in", user=user.pk, reason=reason)
    return link, text


def choose_password(*, link: OneTimeLink, password: str) -> None:
    """Give a user whose signing in was reset the password they chose; raise LinkSpent."""
    user = link.user
    if user is None:
        raise NotForThem
    agencies = sorted(agency.pk for agency in signing_in.agencies_of(user))
    with acting(system_actor("sign-in")):
        links.spend(link)
        user.set_password(password)
        user.save(update_fields=["password"])
        for agency in agencies:
            _write_down(Actor(agency, None, BY_LINK), "choose password", user=user.pk)


def make_account(*, link: OneTimeLink, password: str) -> None:
    """Make an account for somebody invited who has none; for somebody who has one, do the same work and change nothing.

    Nobody belongs to an agency by this: that they accept once they have signed in.
    """
    with acting(system_actor("sign-in")) as by:
        try:
            with transaction.atomic():
                users.make_user(name=link.name, email=link.email, password=password, by=by)
        except (EmailTaken, IntegrityError):
            User().set_password(password)
        _write_down(Actor(link.agency_id, None, BY_LINK), "answer invitation", invitation=link.pk)


def accept(*, link: OneTimeLink, user: User) -> Membership:
    """Make a user who was invited a member of the agency; raise NotForThem for anybody else, and LinkSpent."""
    if link.agency is None or link.email.lower() != user.email.lower():
        raise NotForThem
    me = Actor(link.agency.pk, user.pk, user.shown_name)
    with acting(me):
        links.spend(link)
        member = users.add_member(user=user, agency=link.agency, role=link.role, team=link.team, by=me)
        detail = {"user": user.pk, "role": link.role, "invited_by": link.issued_by}
        audit.record(actor=me, action="accept invitation", kind="membership", subject=None, detail=detail)
    return member


def _check(user: User, agencies: list[str], by: Actor) -> None:
    if by.system:
        return
    check_permission(by, Permission.MEMBERS_MANAGE)
    if by.user_id == user.pk:
        raise ResetsThemself
    if agencies != [by.agency_id]:
        raise ActsForOthersToo(user.shown_name)


def _told_of(agencies: list[str], by: Actor) -> list[Actor]:
    """Return in whose chains it is written as well: an agency learns what set-up did to its people."""
    return [Actor(agency, None, OPERATOR) for agency in agencies if agency != by.agency_id]


def _write_down(actor: Actor, action: str, **detail: object) -> None:
    audit.record(actor=actor, action=action, kind=KIND, subject=None, detail=detail)
