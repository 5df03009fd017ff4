"""Nobody learns from signing in whether an account exists: same words, same status, same work."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from tests.interfaces.workspace import people

pytestmark = pytest.mark.django_db
# What differs from one page to the next whoever asks: the marks that forms are known by, and what was typed.
OF_EVERY_PAGE = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|value="[^"]+@example\.org"')


WRONG = "wrong"


def refusal(email: str, password: str = WRONG):
    answer = people.sign_in(Client(), email, password)
    headers = {name: value for name, value in answer.headers.items() if name not in ("Content-Length", "Expires")}
    return answer.status_code, headers, OF_EVERY_PAGE.sub(b"", answer.content)


@pytest.fixture
def ended(morag):
    """The account of someone who has left, whose password is known."""
    user = people.worker("left@example.org")
    user.is_active = False
    user.save()
    return user


@pytest.fixture
def hashed(real_hashes: None, monkeypatch) -> list[str]:
    """A note for every password that is hashed, new or compared."""
    notes: list[str] = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: notes.append("encode") or encode(*a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: notes.append("verify") or verify(*a))
    return notes


@pytest.mark.parametrize(
    ("email", "password"),
    [("nobody@example.org", "wrong"), ("left@example.org", "wrong"), ("left@example.org", people.PASSWORD)],
    ids=["unknown", "left", "left, with the right password"],
)
def test_refusals_are_the_same_byte_for_byte(ended, email: str, password: str) -> None:
    assert refusal("morag@example.org") == refusal(email, password)


@pytest.mark.parametrize("email", ["morag@example.org", "nobody@example.org", "left@example.org"])
def test_one_password_is_hashed_whoever_is_asked_for(ended, hashed: list[str], email: str) -> None:
    refusal(email)

    assert len(hashed) == 1


@pytest.mark.parametrize("email", ["morag@example.org", "nobody@example.org"])
def test_refusals_for_too_many_attempts_are_the_same_too(morag, email: str) -> None:
    answers = [refusal(email)[2] for _ in range(7)]

    assert b"Too many failed" in answers[-1]
    assert answers[-1] == answers[5]
    assert answers[0] == answers[4] != answers[5]


def test_limited_answers_of_known_and_unknown_are_alike(morag) -> None:
    known = [refusal("morag@example.org") for _ in range(6)][-1]

    assert known == [refusal("nobody@example.org") for _ in range(6)][-1]


@pytest.mark.parametrize("address", ["signup/", "password/reset/", "accounts/", "sign-up/"])
def test_there_is_no_way_to_sign_oneself_up_or_to_ask_for_a_link(db, address: str) -> None:
    assert Client().get(f"/workspace/{address}").url.startswith(people.SIGN_IN)


def test_help_is_the_same_for_all(db) -> None:
    page = Client().get("/workspace/sign-in/help/")

    assert b"<form" not in page.content
