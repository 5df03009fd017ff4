"""Signing in and out, and failing to, stand in the audit of one's agency, and no stranger learns anything by it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.workspace import people
from tideturn.foundations.access import failed_sign_ins as access
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions.users import add_member
from tideturn.foundations.access.models import FailedSignIn, User
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.joint import failed_sign_ins
from tideturn.interfaces.workspace import trail

pytestmark = pytest.mark.django_db
VALUES = re.compile(r"'[^']*'|\"s\d+_x\d+\"|_django_curs_\w+|\b\d+\b|\bnull\b", re.I)


def written(agency: str = "tayside-outreach") -> list[tuple[str, dict]]:
    found = Entry.objects.filter(agency=agency, kind="sign-in").order_by("sequence")
    return [(one.action, one.detail) for one in found]


def kept() -> int:
    with acting(system_actor("sign-in")):
        return FailedSignIn.objects.count()


def work_of(email: str) -> list[str]:
    """Return the statements that a failed sign-in takes, without the values in them."""
    browser = Client()
    browser.get(people.SIGN_IN)
    with CaptureQueriesContext(connection) as taken:
        people.sign_in(browser, email, "wrong")
    return [VALUES.sub("?", one["sql"]) for one in taken.captured_queries]


def test_signing_in_and_out_is_written_down(morag) -> None:
    browser = people.signed_in(morag)
    browser.post("/workspace/sign-out/")
    browser = Client()
    people.sign_in(browser)
    browser.post(people.CODE, {"code": people.code(ahead=1)})
    browser.post("/workspace/sign-out/everywhere/")

    assert written() == [
        ("sign in", {"second": "totp"}),
        ("sign out", {}),
        ("sign in", {"second": "totp"}),
        ("sign out everywhere", {}),
    ]


def test_signing_out_of_nothing_is_written_nowhere(db) -> None:
    before = Entry.objects.count()
    Client().post("/workspace/sign-out/")

    assert Entry.objects.count() == before


def test_failed_sign_in_is_written_down_once_as_by_nobody_in_particular(morag) -> None:
    people.sign_in(Client(), "MORAG@example.org", "wrong")
    assert written() == []
    assert failed_sign_ins.write_down() == 1
    assert failed_sign_ins.write_down() == 0

    [(action, detail)] = written()
    assert (action, detail["user"], detail["step"]) == ("failed sign-in", morag.pk, "password")
    assert Entry.objects.get(kind="sign-in").actor == "somebody not signed in"


def test_what_was_aimed_at_nobody_or_at_a_leaver_is_forgotten(morag) -> None:
    User.objects.filter(pk=people.worker("left@example.org").pk).update(is_active=False)
    for email in ("nobody@example.org", "left@example.org"):
        people.sign_in(Client(), email, "wrong")
    assert kept() == 2
    failed_sign_ins.write_down()

    assert kept() == 0
    assert written() == []


def test_wrong_code_is_written_down_and_no_code_is_not(morag) -> None:
    browser = Client()
    people.sign_in(browser)
    browser.post(people.CODE, {"code": ""})
    browser.post(people.CODE, {"code": "000000"})

    assert written() == [("failed sign-in", {"user": morag.pk, "step": "code"})]


def test_past_the_limit_nothing_is_written(morag) -> None:
    browser = Client()
    people.sign_in(browser)
    for number in range(9):
        browser.post(people.CODE, {"code": f"{number:06}"})
        people.sign_in(Client(), "morag@example.org", f"guess {number}")

    assert len(written()) == 5
    assert kept() <= 5


def test_whoever_belongs_to_two_agencies_is_written_down_in_both(morag) -> None:
    with acting(system_actor("set-up")) as by:
        add_member(user=morag, agency=people.agency("estmark-police", "police"), role="auditor", by=by)
    people.sign_in(Client(), password="wrong")
    failed_sign_ins.write_down()
    people.signed_in(morag)

    for agency in ("tayside-outreach", "estmark-police"):
        assert [action for action, _ in written(agency)] == ["failed sign-in", "sign in"]


@pytest.mark.parametrize("email", ["nobody@example.org", "left@example.org"])
def test_failing_takes_the_same_work_whoever_is_asked_for(morag, email: str) -> None:
    User.objects.filter(pk=people.worker("left@example.org").pk).update(is_active=False)
    work_of("warm@example.org")

    assert work_of(email) == work_of("morag@example.org")


def test_fault_planted_in_the_noting_is_seen(morag, monkeypatch) -> None:
    """The negative control: written into the audit at once, a failure takes more work where there is an account."""

    def at_once(email: str) -> None:
        for user in User.objects.filter(email=email):
            trail.write_down_failure(user, step="password")

    monkeypatch.setattr(access, "note", at_once)
    work_of("warm@example.org")

    assert work_of("nobody@example.org") != work_of("morag@example.org")


def test_nothing_of_what_was_typed_is_kept(morag) -> None:
    people.sign_in(Client(), "my-secret-phrase@example.org", "another-secret")
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(t::text, ' ') from access_failedsignin t")
        kept = cursor.fetchone()[0] or ""

    assert "secret" not in kept


def test_guesses_at_ones_own_password_are_counted_for_each_alone(browser: Client, morag) -> None:
    for _ in range(6):
        people.confirm(browser, "wrong")
    other = people.signed_in(people.worker("senga@example.org"))

    assert people.confirm(other).status_code == 302
    failed_sign_ins.write_down()
    assert [action for action, _ in written()].count("failed sign-in") >= 1


def test_worker_does_it(morag) -> None:
    from tideturn.interfaces.schedule.duties import DUTIES

    people.sign_in(Client(), password="wrong")
    [duty] = [one for one in DUTIES if one.name == "sign-ins"]

    assert duty.run() == 1
