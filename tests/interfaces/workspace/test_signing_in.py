"""Signing in: the first time, and ever after."""

import pytest
from django.test import Client

from tests.interfaces.website import reading
from tests.interfaces.workspace import people

pytestmark = pytest.mark.django_db
MY_CASES, ACCOUNT = "/workspace/", "/workspace/account/"


def test_first_time_leads_through_password_and_second_factor_to_my_cases() -> None:
    user, password = people.newcomer()
    client = Client()

    assert people.sign_in(client, user.email, password).url == MY_CASES
    assert client.get(MY_CASES).url == "/workspace/account/password/"
    assert "known to whoever made your account" in reading.words(client.get("/workspace/account/password/"))
    changed = {"oldpassword": password, "password1": people.PASSWORD, "password2": people.PASSWORD}
    assert client.post("/workspace/account/password/", changed).status_code == 302
    assert client.get(MY_CASES).url == "/workspace/account/second-factor/"
    secret = people.secret_on(client.get("/workspace/account/second-factor/"))
    codes = client.post("/workspace/account/second-factor/", {"code": people.code(secret)})

    assert codes.content.count(b"<li><code>") == 10
    assert "No case is yours at present." in reading.words(client.get(MY_CASES))


def test_later_sign_in_asks_for_password_then_for_a_code() -> None:
    people.worker()
    client = Client()

    assert people.sign_in(client).url == people.CODE
    assert client.get(MY_CASES).url.startswith(people.SIGN_IN)
    assert client.post(people.CODE, {"code": people.code()}).url == MY_CASES
    assert client.get(MY_CASES).status_code == 200
