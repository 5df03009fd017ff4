"""When a session ends, and what is left of it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.interfaces.workspace import people
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions import users
from tideturn.foundations.access.models import Membership

pytestmark = pytest.mark.django_db
MY_CASES = "/workspace/"
SET_UP = system_actor("set-up")


def is_let_in(client: Client) -> bool:
    return client.get(MY_CASES).status_code == 200


def later(**time: float):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=True)


def test_session_ends_after_half_an_hour_of_nothing(browser: Client) -> None:
    with later(minutes=29):
        assert is_let_in(browser)
    with later(minutes=58):
        assert is_let_in(browser)
    with later(minutes=89):
        assert browser.get(MY_CASES).url.startswith(people.SIGN_IN)


def test_session_ends_after_twelve_hours_however_busy(browser: Client) -> None:
    for part in range(1, 29):
        with later(minutes=25 * part):
            assert is_let_in(browser)
    with later(hours=12):
        assert not is_let_in(browser)


def test_session_of_someone_deactivated_ends_at_once(browser: Client, morag) -> None:
    assert is_let_in(browser)
    users.deactivate(user=morag, by=SET_UP)

    assert browser.get(MY_CASES).url.startswith(people.SIGN_IN)


def test_leaver_of_an_agency_is_let_into_nothing_at_the_next_request(browser: Client, morag) -> None:
    with acting(SET_UP):
        Membership.objects.filter(user=morag).update(until=timezone.now())

    answer = browser.get(MY_CASES)
    assert answer.status_code == 403
    assert b"You belong to no agency at present." in answer.content


def test_signing_out_everywhere_ends_every_session(browser: Client, morag) -> None:
    elsewhere = people.signed_in(morag)
    assert browser.post("/workspace/sign-out/everywhere/").status_code == 302

    assert not is_let_in(browser)
    assert not is_let_in(elsewhere)
    with later(seconds=61):
        assert is_let_in(people.signed_in(morag))


def test_new_password_ends_the_other_sessions(browser: Client, morag) -> None:
    elsewhere = people.signed_in(morag)
    new = "quite another set of words"
    words = {"oldpassword": people.PASSWORD, "password1": new, "password2": new}
    assert browser.post("/workspace/account/password/", words).status_code == 302

    assert is_let_in(browser)
    assert not is_let_in(elsewhere)


def test_password_that_one_has_is_not_taken_for_new(browser: Client) -> None:
    words = {"oldpassword": people.PASSWORD, "password1": people.PASSWORD, "password2": people.PASSWORD}

    assert b"That is the password you have." in browser.post("/workspace/account/password/", words).content


def test_session_has_a_new_id_after_each_step(morag) -> None:
    client = Client()
    people.sign_in(client)
    half_way = client.cookies["workspace"].value
    client.post(people.CODE, {"code": people.code()})

    assert client.cookies["workspace"].value != half_way
    assert not Session.objects.filter(session_key=half_way).exists()


def test_signing_out_leaves_no_session(browser: Client) -> None:
    browser.post("/workspace/sign-out/")

    assert not is_let_in(browser)
    assert Session.objects.count() == 0


@pytest.mark.parametrize("address", ["sign-out/", "sign-out/everywhere/"])
def test_nothing_happens_by_following_a_link(browser: Client, address: str) -> None:
    assert browser.get(f"/workspace/{address}").status_code == 405
    assert is_let_in(browser)


def test_second_factor_cannot_be_set_up_anew_by_whoever_sits_at_the_desk(browser: Client) -> None:
    for address in ("second-factor/", "second-factor/key/", "recovery-codes/"):
        asked = browser.get(f"/workspace/account/{address}")

        assert asked.url.startswith(people.CONFIRM), address


def test_recovery_code_lets_in_once_and_new_ones_replace_it(browser: Client, morag) -> None:
    def lets_in(code: str) -> bool:
        client = Client()
        people.sign_in(client)
        return client.post(people.CODE, {"code": code}).status_code == 302

    people.confirm(browser)

    def new_codes() -> list[str]:
        page = browser.post("/workspace/account/recovery-codes/").content.decode()
        return [part.partition("</code>")[0].replace(" ", "") for part in page.split("<code>")[1:]]

    old, new = new_codes(), new_codes()

    assert not lets_in(old[0])
    assert lets_in(new[0])
    assert not lets_in(new[0])
    assert lets_in(new[1])


def test_secrets_of_the_second_factor_lie_in_the_database_encrypted(db) -> None:
    from django.db import connection

    user, password = people.newcomer()
    client = Client()
    people.sign_in(client, user.email, password)
    changed = {"oldpassword": password, "password1": people.PASSWORD, "password2": people.PASSWORD}
    client.post("/workspace/account/password/", changed)
    secret = people.secret_on(client.get("/workspace/account/second-factor/"))
    client.post("/workspace/account/second-factor/", {"code": people.code(secret)})
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(data::text, ' ') from mfa_authenticator")
        (kept,) = cursor.fetchone()

    assert kept
    assert secret not in kept
