"""People of invented agencies, and how a browser of theirs signs in."""

import re
import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory

from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions.agencies import create_agency
from tideturn.foundations.access.actions.users import create_user
from tideturn.foundations.access.models import Agency, User
from tideturn.interfaces.workspace.accounts import AccountRules

PASSWORD = "four words that rhyme badly"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN, CODE, CONFIRM = "/workspace/sign-in/", "/workspace/sign-in/code/", "/workspace/account/confirm/"


def agency(agency_id: str = "tayside-outreach", kind: str = "treatment-service") -> Agency:
    """Return an agency, made where it is not there."""
    with acting(system_actor("set-up")) as by:
        found = Agency.objects.filter(pk=agency_id).first()
        return found or create_agency(name=agency_id.title(), kind=kind, agency_id=agency_id, by=by)[0]


def newcomer(email: str = "morag@example.org", role: str = "outreach-worker") -> tuple[User, str]:
    """Return a user as an administrator makes one, with the password that is good until the first sign-in."""
    of = agency()
    with acting(system_actor("set-up")) as by:
        return create_user(name="Morag Reid", email=email, agency=of, role=role, team=of.teams.first(), by=by)


def worker(email: str = "morag@example.org", role: str = "outreach-worker") -> User:
    """Return a user who has been here before: with a password of their own and a second factor."""
    user, _ = newcomer(email, role)
    has_been_here(user)
    return user


def has_been_here(user: User) -> None:
    """Give a user a password of their own and a second factor."""
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    TOTP.activate(user, SECRET)


def code(secret: str = SECRET, ahead: int = 0) -> str:
    """Return the code that an app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def sign_in(client: Client, email: str = "morag@example.org", password: str = PASSWORD):
    """Send an e-mail address and a password, as the form does."""
    return client.post(SIGN_IN, {"login": email, "password": password})


def signed_in(user: User) -> Client:
    """Return a browser in which a user has signed in with both factors."""
    client = Client(raise_request_exception=True)
    sign_in(client, user.email)
    answer = client.post(CODE, {"code": code()})
    assert answer.status_code == 302, answer.content
    # The next one of the same user may come within the same half minute.
    cache.clear()
    return client


def browser_of(user: User) -> Client:
    """Return the browser of a user who has been here before, signed in."""
    has_been_here(user)
    return let_in(user)


def let_in(user: User) -> Client:
    """Return a browser in which a user has signed in with both factors, without the two pages of it.

    The session is begun by the product's own words; that it is the same as after those pages is tested.
    """
    request = RequestFactory().get(SIGN_IN)
    request.user, request.session = AnonymousUser(), SessionStore()
    request.session.set_expiry(0)
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    record_authentication(request, user, method="password", email=user.email)
    record_authentication(request, user, method="mfa", id=app.pk, type=app.type)
    AccountRules(request).login(request, user)
    request.session.save()
    client = Client(raise_request_exception=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


def confirm(client: Client, password: str = PASSWORD):
    """Give the password again, as somebody does who changes what they sign in by."""
    return client.post(CONFIRM, {"password": password})


def secret_on(answer) -> str:
    """Return the secret that a page shows to be typed."""
    return re.search(r"<code>([A-Z2-7 ]+)</code>", answer.content.decode()).group(1).replace(" ", "")
