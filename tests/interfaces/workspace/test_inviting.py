"""Somebody is invited by a link; whether they sign in already elsewhere is theirs to know."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.workspace import people
from tideturn.foundations.access import links
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions.users import create_user
from tideturn.foundations.access.models import Membership, User
from tideturn.foundations.audit.models import Entry

pytestmark = pytest.mark.django_db
ADD = "/workspace/administration/members/add/"
INVITATION = "/workspace/account/invitation/"
LINK = re.compile(r"<code>http://testserver(/workspace/sign-in/link/[\w-]{43}/)</code>")
# What differs from one answer to the next whoever is asked for: secrets of forms, and the link.
OWN_MARKS = re.compile(r'value="[^"]{64}"|link/[\w-]{43}/')
NUMBERS = re.compile(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b")


@pytest.fixture
def manager(db) -> Client:
    return people.signed_in(people.worker("manager@example.org", "agency-manager"))


@pytest.fixture
def known(db) -> User:
    """Somebody who signs in already, for the police."""
    of = people.agency("estmark-police", "police")
    with acting(system_actor("set-up")) as by:
        user, _ = create_user(name="Kit Known", email="kit@example.org", agency=of, role="auditor", by=by)
    user.set_password(people.PASSWORD)
    user.must_change_password = False
    user.save()
    people.TOTP.activate(user, people.SECRET)
    return user


def invite(manager: Client, email: str, name: str = "Kit Known", role: str = "outreach-worker"):
    return manager.post(ADD, {"name": name, "email": email, "role": role, "team": ""})


def link_on(answer) -> str:
    return LINK.search(answer.content.decode()).group(1)


def member_of(user: User) -> set[str]:
    with acting(system_actor("set-up")):
        return set(Membership.objects.filter(user=user).values_list("agency_id", flat=True))


def asked_of_the_database(manager: Client, email: str) -> list[str]:
    """Return the statements that an invitation takes, without the values in them."""
    with CaptureQueriesContext(connection) as taken:
        invite(manager, email)
    return [NUMBERS.sub("?", one["sql"]) for one in taken.captured_queries]


def test_answer_is_the_same_whether_or_not_somebody_signs_in_by_an_address(manager: Client, known: User) -> None:
    told = {OWN_MARKS.sub("", invite(manager, one).content.decode()) for one in ("kit@example.org", "kip@example.org")}

    assert len(told) == 1
    assert "kit@example.org" not in told.pop()


def test_work_is_the_same_too(manager: Client, known: User) -> None:
    invite(manager, "warm@example.org")

    assert asked_of_the_database(manager, "kit@example.org") == asked_of_the_database(manager, "kip@example.org")


def test_fault_planted_in_the_inviting_is_seen(manager: Client, known: User, monkeypatch) -> None:
    """The negative control: where known addresses are looked up, the work differs."""
    issue = links.issue_invitation

    def tells(*, email, **words):
        if user := User.objects.filter(email=email).first():
            user.memberships.count()
        return issue(email=email, **words)

    monkeypatch.setattr(links, "issue_invitation", tells)

    assert asked_of_the_database(manager, "kit@example.org") != asked_of_the_database(manager, "kip@example.org")


def test_page_of_the_link_is_the_same_too_for_whoever_has_not_signed_in(manager: Client, known: User) -> None:
    pages = {
        OWN_MARKS.sub("", Client().get(link_on(invite(manager, one))).content.decode())
        for one in ("kit@example.org", "kip@example.org")
    }

    assert len(pages) == 1
    assert "kit" not in pages.pop().lower()


def test_choosing_a_password_is_answered_alike_and_changes_none_that_there_is(manager: Client, known: User) -> None:
    new = {"password1": "entirely other words here", "password2": "entirely other words here"}
    answers = {Client().post(link_on(invite(manager, one)), new).url for one in ("kit@example.org", "kip@example.org")}
    known.refresh_from_db()

    assert answers == {people.SIGN_IN}
    assert known.check_password(people.PASSWORD)
    assert User.objects.get(email="kip@example.org").check_password("entirely other words here")


def test_somebody_new_chooses_a_password_sets_up_a_second_factor_and_accepts(manager: Client) -> None:
    link = link_on(invite(manager, "nia@example.org", "Nia New"))
    browser = Client()
    browser.get(link)
    assert browser.post(link, {"password1": people.PASSWORD, "password2": people.PASSWORD}).url == people.SIGN_IN
    people.sign_in(browser, "nia@example.org")
    secret = people.secret_on(browser.get("/workspace/account/second-factor/"))
    browser.post("/workspace/account/second-factor/", {"code": people.code(secret)})
    assert member_of(User.objects.get(email="nia@example.org")) == set()
    assert browser.get("/workspace/").url == INVITATION
    assert b"Tayside-Outreach asks you to work in here as: Outreach worker." in browser.get(INVITATION).content
    assert browser.post(INVITATION, {"accept": "yes"}).url == "/workspace/"

    assert browser.get("/workspace/").status_code == 200
    assert browser.get(INVITATION).status_code == 404
    assert Client().get(link).status_code == 404
    assert "Nia New" in manager.get("/workspace/administration/members/").content.decode()


def test_somebody_known_signs_in_accepts_and_acts_for_both(manager: Client, known: User) -> None:
    browser = Client()
    browser.get(link_on(invite(manager, "Kit@Example.org")))
    people.sign_in(browser, "kit@example.org")
    browser.post(people.CODE, {"code": people.code()})
    assert browser.get("/workspace/").url == INVITATION
    assert member_of(known) == {"estmark-police"}
    browser.post(INVITATION, {"accept": "yes"})

    assert member_of(known) == {"estmark-police", "tayside-outreach"}
    assert b"Tayside-Outreach" in browser.get("/workspace/").content
    entry = Entry.objects.get(agency="tayside-outreach", action="accept invitation")
    assert entry.detail["invited_by"] == "Morag Reid"


def test_invitation_put_off_is_asked_again_by_its_link(manager: Client, known: User) -> None:
    link = link_on(invite(manager, "kit@example.org"))
    browser = people.signed_in(known)
    assert browser.get(link).url == INVITATION
    assert browser.post(INVITATION, {"later": "yes"}).url == "/workspace/"

    assert browser.get("/workspace/").status_code == 200
    assert member_of(known) == {"estmark-police"}
    assert browser.get(link).url == INVITATION


def test_invitation_of_somebody_else_is_accepted_by_nobody(manager: Client, known: User, morag) -> None:
    link = link_on(invite(manager, "kit@example.org", role="agency-manager"))
    browser = people.signed_in(morag)
    browser.get(link)

    assert browser.post(INVITATION, {"accept": "yes"}).status_code == 404
    browser.get(link)
    assert browser.get(INVITATION).status_code == 404
    assert browser.get("/workspace/").status_code == 200
    assert Client().get(link).status_code == 200


def test_fault_planted_in_whom_an_invitation_is_for_is_seen(manager: Client, known: User, morag, monkeypatch) -> None:
    """The negative control: where the address does not decide, whoever holds the link accepts it."""
    link = link_on(invite(manager, "kit@example.org", role="auditor"))
    browser = people.signed_in(morag)
    browser.get(link)
    monkeypatch.setattr(links, "standing", _for(morag.email, links.standing))

    assert browser.post(INVITATION, {"accept": "yes"}).status_code == 302


def _for(email: str, standing):
    def of_anybody(link_id):
        link = standing(link_id)
        link.email = email
        return link

    return of_anybody


def test_invitation_can_be_taken_back_and_a_new_one_ends_the_old(manager: Client) -> None:
    first, second = (link_on(invite(manager, "nia@example.org", "Nia New")) for _ in range(2))
    assert Client().get(first).status_code == 404
    page = manager.get("/workspace/administration/members/").content.decode()
    assert page.count("Nia New") == 2, "her name, and what the button is for"
    number = re.search(r"/invitations/(\d+)/withdraw/", page).group(1)
    assert manager.post(f"/workspace/administration/invitations/{number}/withdraw/").status_code == 302

    assert Client().get(second).status_code == 404
    assert manager.post(f"/workspace/administration/invitations/{number}/withdraw/").status_code == 404


@pytest.mark.parametrize("email", ["nobody", "a@b", "", "x" * 300 + "@example.org"])
def test_address_that_is_none_is_said(manager: Client, email: str) -> None:
    assert invite(manager, email).status_code == 422
