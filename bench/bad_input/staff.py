"""Everybody who signs in in the campaign, each as a browser that has come as far as it has come."""

from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.http import SimpleCookie
from django.test import Client

from tideturn.foundations.access import links
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import users
from tideturn.foundations.access.models import Agency, User
from tideturn.interfaces.joint.demonstration import staff
from tideturn.interfaces.joint.demonstration.staff import Worker

SIGN_IN, CODE, PASSWORD = "/workspace/sign-in/", "/workspace/sign-in/code/", "/workspace/account/password/"
CONFIRM, LINK = "/workspace/account/confirm/", "/workspace/sign-in/link/{}/"
NEW = Worker("New Invented-Newcomer", staff.NORTH, "outreach-worker")
BARE = Worker("Bo Invented-Bare", staff.NORTH, "outreach-worker")
# Between them they are shown every form that there is.
FEW = (
    (staff.NORTH, "duty-lead"),
    (staff.NORTH, "agency-manager"),
    (staff.NORTH, "caldicott-lead"),
    (staff.MID, "duty-lead"),
    (staff.NORTH, "directory-editor"),
    (staff.PARTNERSHIP, "directory-approver"),
    (staff.GOVERNMENT, "plan-editor"),
    (staff.PARTNERSHIP, "area-lead"),
    (staff.AUDITORS, "plan-reviewer"),
    ("national", "plan-publisher"),
)
ASKED = Worker("Ina Invented-Asked", staff.NORTH, "outreach-worker")
TWICE = Worker("Tva Invented-Twice", staff.NORTH, "outreach-worker")


@dataclass(frozen=True)
class Browser:
    """A browser: whose it is, and the cookies that it holds."""

    name: str
    cookies: str = ""

    def put_into(self, client: Client) -> None:
        """Let a client be this browser, whatever was done with it before."""
        client.cookies = SimpleCookie(self.cookies)


def browsers(*, few: bool = False) -> Iterator[Browser]:
    """Yield a browser of everybody who works here, or of a few of them, and of people who have not come in yet."""
    with acting(system_actor("set-up")) as by:
        _newcomer(by), _without_second_factor(by), _of_two_agencies(by), TOTP.activate(_user(ASKED, by), ASKED.secret)
    yield Browser("nobody")
    for worker in staff.STAFF:
        if not few or (worker.agency, worker.role) in FEW:
            yield signed_in(worker)
    yield Browser("after the password alone", _cookies(after_password(staff.STAFF[0])))
    for worker in (NEW, BARE):
        yield Browser(worker.name, _cookies(after_password(worker)))
    yield signed_in(TWICE)
    yield signed_in(ASKED, f"{ASKED.name}, invited", opens=LINK.format(_invitation()))
    yield signed_in(ASKED, f"{ASKED.name}, after the password again", confirms=True)


def signed_in(worker: Worker, name: str = "", *, opens: str = "", confirms: bool = False) -> Browser:
    """Return the browser of somebody who has signed in with both factors, and opened a link or given it once more."""
    client = after_password(worker)
    answer = client.post(CODE, {"code": worker.code()})
    if answer.status_code != 302:
        raise RuntimeError(f"{worker.name} could not sign in.")
    if opens:
        client.get(opens)
    if confirms:
        client.post(CONFIRM, {"password": staff.PASSWORD})
    cache.clear()
    return Browser(name or worker.name, _cookies(client))


def _invitation() -> str:
    """Return the text of a link that invites somebody of one agency to another."""
    with acting(staff.acts(staff.MID, "duty-lead")) as by:
        _, text = links.issue_invitation(
            agency=Agency.objects.get(pk=staff.MID), name=ASKED.name, email=ASKED.email, role=ASKED.role,
            team=None, by=by,
        )  # fmt: skip
    return text


def after_password(worker: Worker) -> Client:
    """Return a client that has sent the right password, and nothing more."""
    client = Client(HTTP_HOST="localhost")
    client.post(SIGN_IN, {"login": worker.email, "password": staff.PASSWORD})
    return client


def _cookies(client: Client) -> str:
    return client.cookies.output(attrs=[], header="", sep=";")


def _newcomer(by: Actor) -> None:
    """Make somebody who has the password of an administrator's making."""
    user = _user(NEW, by)
    User.objects.filter(pk=user.pk).update(must_change_password=True)


def _without_second_factor(by: Actor) -> None:
    """Make somebody who has a password and no second factor yet."""
    _user(BARE, by)


def _of_two_agencies(by: Actor) -> None:
    """Make somebody who has to say for which agency they act."""
    user, other = _user(TWICE, by), Agency.objects.get(pk=staff.MID)
    TOTP.activate(user, TWICE.secret)
    users.add_member(user=user, agency=other, role=TWICE.role, team=other.teams.first(), by=by)


def _user(worker: Worker, by: Actor) -> User:
    agency = Agency.objects.get(pk=worker.agency)
    words = {"name": worker.name, "email": worker.email, "role": worker.role}
    user, _ = users.create_user(agency=agency, team=agency.teams.first(), by=by, **words)
    user.set_password(staff.PASSWORD)
    user.must_change_password = False
    user.save()
    return user
