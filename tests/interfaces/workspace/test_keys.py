"""Security keys and passkeys as second factor, beside the app or instead of it."""

import html
import json
import re
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.interfaces.workspace import people
from tests.interfaces.workspace.soft_key import SoftKey
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.workspace import second_factor

pytestmark = pytest.mark.django_db
ACCOUNT, ADD = "/workspace/account/", "/workspace/account/second-factor/key/"
BAD = [
    "",
    "null",
    "1",
    "[]",
    "{}",
    '"x"',
    '{"id": "x"}',
    '{"id": 1, "response": []}',
    "\ud800",
    "{" * 2000,
    "[" * 20_000,
]


def asked(answer) -> dict:
    """Return what a page asks a key."""
    return json.loads(html.unescape(re.search(r'data-asked="([^"]*)"', answer.content.decode()).group(1)))


def add_key(browser: Client, key: SoftKey, name: str = "key on my ring"):
    return browser.post(ADD, {"credential": key.register(asked(browser.get(ADD))), "name": name})


def asked_for_second(email: str = "morag@example.org") -> Client:
    browser = Client()
    people.sign_in(browser, email)
    return browser


def signs_in(key: SoftKey, browser: Client) -> bool:
    return browser.post(people.CODE, {"credential": key.sign(asked(browser.get(people.CODE)))}).status_code == 302


@pytest.fixture
def key() -> SoftKey:
    return SoftKey()


@pytest.fixture
def with_key(browser: Client, key: SoftKey) -> Client:
    """A browser of somebody who has the app and a key."""
    people.confirm(browser)
    assert add_key(browser, key).url == ACCOUNT
    return browser


def test_key_works_beside_the_app_and_either_lets_in(with_key: Client, key: SoftKey) -> None:
    assert b"key on my ring" in with_key.get(ACCOUNT).content
    assert signs_in(key, asked_for_second())
    assert asked_for_second().post(people.CODE, {"code": people.code(ahead=1)}).status_code == 302


def test_somebody_new_may_choose_a_key_and_gets_recovery_codes(key: SoftKey) -> None:
    user, password = people.newcomer()
    user.must_change_password = False
    user.save()
    browser = Client()
    people.sign_in(browser, user.email, password)
    assert browser.get("/workspace/").url == "/workspace/account/second-factor/"
    codes = re.findall(r"<code>(\d{4}) (\d{4})</code>", add_key(browser, key).content.decode())
    assert browser.get("/workspace/").status_code == 200

    assert len(codes) == 10
    again = Client()
    people.sign_in(again, user.email, password)
    assert "write one of your recovery codes" in again.get(people.CODE).content.decode()
    assert again.post(people.CODE, {"code": "".join(codes[0])}).status_code == 302


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://testserver", "https://testserver.example"])
def test_key_that_signs_for_another_address_lets_nobody_in(with_key: Client, key: SoftKey, origin: str) -> None:
    key.origin = origin

    assert not signs_in(key, asked_for_second())
    key.origin = "https://testserver"
    assert signs_in(key, asked_for_second())


def test_answer_of_a_key_is_good_once_and_for_the_session_that_asked(with_key: Client, key: SoftKey) -> None:
    first, second = asked_for_second(), asked_for_second()
    answer = key.sign(asked(first.get(people.CODE)))
    second.get(people.CODE)

    assert second.post(people.CODE, {"credential": answer}).status_code == 200
    assert first.post(people.CODE, {"credential": answer}).status_code == 302
    assert asked_for_second().post(people.CODE, {"credential": answer}).status_code == 200


def test_key_of_somebody_else_lets_nobody_in(with_key: Client, key: SoftKey) -> None:
    assert not signs_in(SoftKey(number=key.number), asked_for_second())
    people.worker("senga@example.org")
    other = asked_for_second("senga@example.org")

    assert b"data-asked" not in other.get(people.CODE).content


def test_fault_planted_in_the_check_of_a_signature_is_seen(with_key: Client, key: SoftKey, monkeypatch) -> None:
    """The negative control: where signatures are not checked, the key of somebody else lets in."""
    monkeypatch.setattr("fido2.cose.ES256.verify", lambda *_: None)

    assert signs_in(SoftKey(number=key.number), asked_for_second())


@pytest.mark.parametrize("sent", BAD)
def test_what_no_key_says_is_answered_and_breaks_nothing(with_key: Client, sent: str) -> None:
    form, kind = f"credential={quote(sent, errors='surrogatepass')}", "application/x-www-form-urlencoded"

    assert asked_for_second().post(people.CODE, form, content_type=kind).status_code == 200
    assert with_key.post(ADD, form, content_type=kind).status_code == 422


def test_keys_are_limited_as_passwords_are(with_key: Client, key: SoftKey) -> None:
    browser = asked_for_second()
    for _ in range(6):
        browser.post(people.CODE, {"credential": SoftKey().sign(asked(browser.get(people.CODE)))})

    assert not signs_in(key, browser)


def test_one_can_be_taken_away_and_the_last_never(with_key: Client, morag) -> None:
    app, key = second_factor.factors(morag)
    removed = with_key.post(f"{ACCOUNT}second-factor/{app.pk}/remove/")
    last = with_key.post(f"{ACCOUNT}second-factor/{key.pk}/remove/")

    assert removed.url == ACCOUNT
    assert last.status_code == 422
    assert "Set up another first." in last.content.decode()
    assert [one.pk for one in second_factor.factors(morag)] == [key.pk]
    assert "Remove<" not in with_key.get(ACCOUNT).content.decode()


def test_fault_planted_in_the_keeping_of_the_last_is_seen(browser: Client, morag, monkeypatch) -> None:
    """The negative control: where nothing is counted, the last goes, and its user is let in no further."""

    def careless(user, factor_id):
        removed = second_factor.factors(user).get(pk=factor_id)
        Authenticator.objects.filter(pk=factor_id).delete()
        return removed

    monkeypatch.setattr(second_factor, "remove", careless)
    people.confirm(browser)
    app = second_factor.factors(morag).get()

    assert browser.post(f"{ACCOUNT}second-factor/{app.pk}/remove/").status_code == 302
    assert browser.get("/workspace/").url == "/workspace/account/second-factor/"


def test_factor_of_somebody_else_is_as_if_there_were_none(with_key: Client, morag) -> None:
    other = second_factor.factors(people.worker("senga@example.org")).get()
    theirs = with_key.post(f"{ACCOUNT}second-factor/{other.pk}/remove/")

    assert theirs.status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("page", ["second-factor/", "second-factor/key/", "recovery-codes/", "second-factor/1/remove/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_changing_factors_asks_for_the_password_again(browser: Client, morag, page: str, method: str) -> None:
    before = list(Authenticator.objects.filter(user=morag).values_list("pk", "data"))
    answer = getattr(browser, method)(f"{ACCOUNT}{page}", {"code": people.code(ahead=1), "credential": "{}"})

    assert answer.url == f"{people.CONFIRM}?next={quote(f'{ACCOUNT}{page}', safe='')}"
    assert list(Authenticator.objects.filter(user=morag).values_list("pk", "data")) == before


def test_password_given_again_is_good_for_five_minutes(browser: Client) -> None:
    assert people.confirm(browser, "wrong").status_code == 422
    assert browser.get(ADD).status_code == 302
    assert people.confirm(browser).url == ACCOUNT
    assert browser.get(ADD).status_code == 200
    session = browser.session
    session["account_authentication_methods"][-1]["at"] -= 301
    session.save()

    assert browser.get(ADD).status_code == 302


def test_way_on_from_the_password_leads_to_no_other_site(browser: Client) -> None:
    words = {"password": people.PASSWORD, "next": "https://elsewhere.example/"}

    assert browser.post(people.CONFIRM, words).url == ACCOUNT


def test_fault_planted_in_the_asking_again_is_seen(browser: Client, monkeypatch) -> None:
    """The negative control: without the question, the page opens for whoever sits at the desk."""
    monkeypatch.setattr(
        "tideturn.interfaces.workspace.pages.confirming.did_recently_reauthenticate", lambda request: True
    )

    assert browser.get(ADD).status_code == 200


def test_another_phone_takes_the_place_of_the_one_there_was(browser: Client, morag) -> None:
    people.confirm(browser)
    secret = people.secret_on(browser.get("/workspace/account/second-factor/"))
    codes = browser.post("/workspace/account/second-factor/", {"code": people.code(secret)})

    assert "The codes you had before no longer work." in codes.content.decode()
    assert asked_for_second().post(people.CODE, {"code": people.code(ahead=1)}).status_code == 200
    assert asked_for_second().post(people.CODE, {"code": people.code(secret, ahead=1)}).status_code == 302


def test_second_factors_are_audited_without_a_secret(with_key: Client, morag) -> None:
    with_key.post("/workspace/account/recovery-codes/")
    app = second_factor.factors(morag)[0]
    with_key.post(f"{ACCOUNT}second-factor/{app.pk}/remove/")
    kept = list(Entry.objects.filter(agency="tayside-outreach", kind="sign-in").order_by("sequence"))

    assert [one.action for one in kept] == [
        "sign in",
        "set up second factor",
        "make recovery codes",
        "remove second factor",
    ]
    assert kept[0].detail == {"second": "totp"}
    assert kept[1].detail["factor"] == "webauthn"
    assert {one.actor for one in kept} == {f"Morag Reid (user {morag.pk})"}
