"""How often a password or a code may be tried: counted in the database, so by all processes together."""

import pytest
from django.contrib.auth import hashers
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from tests.interfaces.workspace import people
from tideturn.interfaces.workspace.accounts import AccountRules

pytestmark = pytest.mark.django_db
ATTEMPTS = 10_000
TOO_MANY = b"Too many failed"


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """A note for every password that is compared: an attempt that is refused before costs an attacker his guess."""
    notes: list[str] = []
    check = hashers.MD5PasswordHasher.verify
    monkeypatch.setattr(hashers.MD5PasswordHasher, "verify", lambda *a: notes.append(a[1]) or check(*a))
    return notes


def attempts(email: str, number: int, client: Client) -> bytes:
    content = b""
    for attempt in range(number):
        answer = people.sign_in(client, email, f"guess {attempt}")
        content = answer.content
    return content


@pytest.fixture
def counted_in_memory(settings) -> None:
    """Counts kept in memory: a hundred times as quick as the table, and counted by the same code."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def refused(rf, number: int) -> int:
    """Return how many of so many attempts on one account are refused before the password is looked at."""
    found = 0
    for attempt in range(number):
        try:
            AccountRules().authenticate(rf.post(people.SIGN_IN), email="morag@example.org", password=f"guess {attempt}")
        except ValidationError:
            found += 1
    return found


# An attacker with an address for every attempt is held by the limit of the account alone; no page is drawn for him.
def test_ten_thousand_attempts_on_one_account_are_five(
    morag, hashed: list[str], settings, rf, counted_in_memory
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}

    assert refused(rf, ATTEMPTS) == ATTEMPTS - 5
    assert len(hashed) == 5


def test_attempts_are_counted_in_the_database_and_a_refused_one_changes_nothing_there(
    morag, hashed: list[str], settings, rf
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}

    assert refused(rf, 6) == 1
    before = kept_counts()
    assert refused(rf, 100) == 100
    assert kept_counts() == before != ""
    assert len(hashed) == 5


def kept_counts() -> str:
    """Return all that the table of limits holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(string_agg(cache_key || value, ' ' order by cache_key), '') from workspace_cache"
        )
        return cursor.fetchone()[0]


def test_one_address_tries_no_more_than_its_limit_over_all_accounts(morag, hashed: list[str]) -> None:
    client = Client()
    for number in range(150):
        people.sign_in(client, f"someone-{number}@example.org", "guess")

    assert people.sign_in(client).status_code == 429


def test_limit_of_one_account_locks_nobody_else_out(morag) -> None:
    people.worker("senga@example.org")
    attempts("morag@example.org", 20, Client())

    assert TOO_MANY in people.sign_in(Client()).content
    assert people.sign_in(Client(), "senga@example.org").url == people.CODE


def test_address_spelled_otherwise_is_the_same_account(morag) -> None:
    attempts("MORAG@example.org", 5, Client())

    assert TOO_MANY in people.sign_in(Client(), "Morag@Example.org").content


def test_codes_are_limited_as_passwords_are(morag) -> None:
    client = Client()
    people.sign_in(client)
    answers = [client.post(people.CODE, {"code": f"{number:06}"}) for number in range(6)]

    assert TOO_MANY in answers[-1].content
    assert TOO_MANY in client.post(people.CODE, {"code": people.code()}).content


def test_limits_stand_in_a_table_that_the_migrations_made(morag) -> None:
    attempts("morag@example.org", 1, Client(REMOTE_ADDR="192.0.2.77"))
    kept = kept_counts()

    assert "login_failed" in kept
    assert "192.0.2.77" not in kept, "an address of a client is nobody's business here"


def test_code_is_good_once(morag) -> None:
    code = people.code()
    first, second = Client(), Client()
    for client in (first, second):
        people.sign_in(client)

    assert first.post(people.CODE, {"code": code}).status_code == 302
    assert second.post(people.CODE, {"code": code}).status_code == 200
    assert second.post(people.CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 200
