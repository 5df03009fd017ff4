"""Somebody who lost password or phone is let in anew: by another, by a link, and with nothing of what they had."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tests.interfaces.workspace import people
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions.users import add_member
from tideturn.foundations.access.models import Membership, OneTimeLink, User
from tideturn.foundations.access.models.one_time_link import OneTimeLinkQuerySet
from tideturn.foundations.audit.models import Entry
from tideturn.foundations.delivery.models import Message

pytestmark = pytest.mark.django_db
NEW = "seven other words altogether"
REASON = "She came to my desk; I have known her for years"
LINK = re.compile(r"<code>(http://testserver/workspace/sign-in/link/[\w-]{43}/)</code>")
OWN_MARKS = re.compile(rb'value="[^"]{64}"')


def address_of(user: User) -> str:
    with acting(system_actor("set-up")):
        return f"/workspace/administration/members/{Membership.objects.get(user=user).pk}/reset/"


def reset(manager: Client, user: User, reason: str = REASON):
    return manager.post(address_of(user), {"reason": reason})


def link_on(answer) -> str:
    return LINK.search(answer.content.decode()).group(1).removeprefix("http://testserver")


def choose(link: str, password: str = NEW, again: str = NEW):
    return Client().post(link, {"password1": password, "password2": again})


def marked(answer) -> tuple[int, bytes]:
    return answer.status_code, OWN_MARKS.sub(b"", answer.content)


@pytest.fixture
def manager(db) -> Client:
    return people.signed_in(people.worker("administrator@example.org", "administrator"))


def test_colleague_is_let_in_anew_by_a_link_and_sets_up_a_second_factor(manager: Client, morag) -> None:
    link = link_on(reset(manager, morag))
    assert people.sign_in(Client()).status_code == 200, "the old password opens nothing"
    assert choose(link).url == people.SIGN_IN
    browser = Client()

    assert people.sign_in(browser, password=NEW).url == "/workspace/"
    assert browser.get("/workspace/").url == "/workspace/account/second-factor/"
    secret = people.secret_on(browser.get("/workspace/account/second-factor/"))
    browser.post("/workspace/account/second-factor/", {"code": people.code(secret)})
    assert browser.get("/workspace/").status_code == 200


def test_every_session_ends_at_once_and_so_does_half_a_sign_in(manager: Client, browser: Client, morag) -> None:
    half_way, elsewhere = Client(), people.signed_in(morag)
    people.sign_in(half_way)
    reset(manager, morag)

    assert browser.get("/workspace/").url.startswith(people.SIGN_IN)
    assert elsewhere.get("/workspace/").url.startswith(people.SIGN_IN)
    assert half_way.get(people.CODE).url == people.SIGN_IN
    assert half_way.get(people.SIGN_IN).status_code == 200, "and it does not lead round in a ring"


def test_fault_planted_in_the_ending_of_sessions_is_seen(manager: Client, browser: Client, morag, monkeypatch) -> None:
    """The negative control: with the password left as it was, the session goes on."""
    monkeypatch.setattr(User, "set_unusable_password", lambda user: None)
    Authenticator.objects.filter(user=morag).update(user=people.newcomer("other@example.org")[0])
    reset(manager, morag)

    assert not browser.get("/workspace/").url.startswith(people.SIGN_IN)


def test_link_is_good_once_and_every_other_is_answered_alike(manager: Client, morag) -> None:
    link = link_on(reset(manager, morag))
    choose(link)
    spent, never = choose(link), Client().get("/workspace/sign-in/link/no-such-link/")

    assert spent.status_code == 404
    assert marked(Client().get(link)) == marked(never) == marked(spent)


def test_fault_planted_in_the_goodness_of_links_is_seen(manager: Client, morag, monkeypatch) -> None:
    """The negative control: where every link is good, one opens twice."""
    link = link_on(reset(manager, morag))
    choose(link)
    monkeypatch.setattr(OneTimeLinkQuerySet, "good", lambda links: links)

    assert choose(link).status_code == 302


def test_link_runs_out_after_a_day_and_a_new_one_ends_the_old(manager: Client, morag) -> None:
    first = link_on(reset(manager, morag))
    second = link_on(reset(manager, morag))
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    with acting(system_actor("sign-in")):
        made = OneTimeLink.objects.good().get()
        assert made.expires_at - made.created_at == timedelta(hours=24)
        OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert Client().get(second).status_code == 404


def test_link_is_shown_once_and_lies_in_the_database_as_a_digest(manager: Client, morag) -> None:
    from django.db import connection

    link = link_on(reset(manager, morag))
    secret = link.rstrip("/").rpartition("/")[2]
    with connection.cursor() as cursor:
        for table in ("access_onetimelink", "audit_entry", "delivery_message", "django_session"):
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")  # noqa: S608
            assert secret not in cursor.fetchone()[0], table

    assert secret not in manager.get("/workspace/administration/members/").content.decode()


def test_page_of_a_link_says_nothing_of_whom_it_is_for(manager: Client, morag) -> None:
    page = Client().get(link_on(reset(manager, morag))).content.decode()

    assert "morag" not in page.lower()
    assert "reid" not in page.lower()


def test_password_that_is_too_easy_is_not_taken(manager: Client, morag) -> None:
    link = link_on(reset(manager, morag))

    assert choose(link, "short", "short").status_code == 422
    assert choose(link, NEW, "something else altogether").status_code == 422
    assert choose(link, "morag@example.org", "morag@example.org").status_code == 422
    assert choose(link).status_code == 302


def test_nobody_resets_themself_and_a_reason_is_needed(manager: Client, morag) -> None:
    me = User.objects.get(email="administrator@example.org")

    assert reset(manager, me).status_code == 400
    assert manager.get("/workspace/").status_code == 200
    assert reset(manager, morag, "").status_code == 422
    assert people.sign_in(Client()).url == people.CODE


@pytest.mark.parametrize("role", ["outreach-worker", "duty-lead", "caldicott-lead", "auditor"])
def test_only_those_who_say_who_belongs_may_reset(morag, role: str) -> None:
    colleague = people.signed_in(people.worker(f"{role}@example.org", role))

    assert reset(colleague, morag).status_code == 403
    assert people.sign_in(Client()).url == people.CODE


def test_no_agency_lets_in_who_acts_for_another(manager: Client, morag) -> None:
    """Or whoever invites somebody could take what another agency shows them."""
    other = people.agency("estmark-police", "police")
    with acting(system_actor("set-up")) as by:
        add_member(user=morag, agency=other, role="auditor", by=by)
        at = f"/workspace/administration/members/{Membership.objects.get(user=morag, agency='tayside-outreach').pk}/"
    answer = manager.post(f"{at}reset/", {"reason": REASON})

    assert answer.status_code == 400
    assert "estmark-police" not in answer.content.decode().lower()
    assert people.sign_in(Client()).url == people.CODE


def test_fault_planted_in_who_may_reset_whom_is_seen(manager: Client, morag, monkeypatch) -> None:
    """The negative control: with nothing checked, anybody resets anybody, themself and another agency's people too."""
    monkeypatch.setattr("tideturn.interfaces.joint.letting_in._check", lambda *_: None)
    with acting(system_actor("set-up")) as by:
        at = address_of(morag)
        add_member(user=morag, agency=people.agency("estmark-police", "police"), role="auditor", by=by)

    assert manager.post(at, {"reason": REASON}).status_code == 200
    assert reset(manager, User.objects.get(email="administrator@example.org")).status_code == 200


def test_reset_is_audited_with_its_reason_and_told_without_a_detail(manager: Client, morag) -> None:
    choose(link_on(reset(manager, morag)))
    kept = Entry.objects.filter(agency="tayside-outreach", action__in=["reset sign-in", "choose password"])
    done, chosen = kept.order_by("sequence")
    with acting(system_actor("delivery")):
        told = Message.objects.get(kind="sign-in-reset")

    assert done.detail == {"user": morag.pk, "reason": REASON}
    assert "user" in done.actor
    assert chosen.actor == "whoever held the link"
    assert (told.recipient, told.link, told.subject_id) == ("morag@example.org", "/workspace/", None)


def test_reset_undoes_itself_where_it_cannot_be_written_down(manager: Client, morag, monkeypatch) -> None:
    def fails(**_):
        raise RuntimeError("planted")

    monkeypatch.setattr("tideturn.interfaces.joint.letting_in.audit.record", fails)
    with pytest.raises(RuntimeError):
        reset(manager, morag)

    assert people.sign_in(Client()).url == people.CODE
