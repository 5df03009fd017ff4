"""What `page` does around a view: who acts, what is taken back, and how refusals and faults are said."""

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from tests.interfaces.workspace import people
from tideturn.foundations.access.acting import current
from tideturn.foundations.access.models import User
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import ROLES, Permission
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages.page import page

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
SEEN: list[object] = []


@page
def tells_who_acts(request, **parts):
    with connection.cursor() as cursor:
        cursor.execute("select acting_user(), acting_agency()")
        SEEN.append((current(), cursor.fetchone()))
    return HttpResponse("ok")


@page
def writes_and_answers(request, status):
    User.objects.create(username=f"written-{status}")
    return HttpResponse("done", status=int(status))


@page
def raises(request, kind):
    User.objects.create(username=f"written-{kind}")
    if kind == "permission":
        check_permission(request.actor, Permission.AUDIT_READ)
    raise {"missing": NotHere(), "badly": AskedBadly("Ask otherwise."), "database": OperationalError("away")}[kind]


urlpatterns = [
    path("workspace/planted/acting/", tells_who_acts),
    path("workspace/planted/writes/<status>/", writes_and_answers),
    path("workspace/planted/raises/<kind>/", raises, name="planted"),
    path("workspace/", include("tideturn.interfaces.workspace.urls")),
    path("", include("tideturn.interfaces.website.urls")),
]


def test_database_is_told_who_acts_during_the_view_and_not_after(browser: Client, morag) -> None:
    SEEN.clear()
    browser.get("/workspace/planted/acting/")
    ((actor, (user, agency)),) = SEEN

    assert (actor.user_id, actor.agency_id) == (user, agency) == (morag.pk, "tayside-outreach")
    assert current() is None


@pytest.mark.parametrize(("status", "is_kept"), [("200", True), ("302", True), ("400", False), ("422", False)])
def test_answer_of_400_or_more_takes_back_what_was_written(browser: Client, status: str, is_kept: bool) -> None:
    assert browser.post(f"/workspace/planted/writes/{status}/").status_code == int(status)
    assert User.objects.filter(username=f"written-{status}").exists() is is_kept


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("permission", 403, "Morag Reid may not read your agency"),
        ("missing", 404, "There is nothing at this address that you can see."),
        ("badly", 400, "Ask otherwise."),
        ("database", 503, "Nothing was lost."),
    ],
)
def test_errors_are_said_in_words_and_leave_nothing(browser: Client, kind: str, status: int, said: str) -> None:
    answer = browser.post(f"/workspace/planted/raises/{kind}/")

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert not User.objects.filter(username=f"written-{kind}").exists()


def test_refusal_is_kept_in_the_audit_of_the_agency(browser: Client, morag) -> None:
    browser.post("/workspace/planted/raises/permission/")
    with connection.cursor() as cursor:
        cursor.execute("select agency, action, kind from audit_entry order by sequence desc limit 1")

        assert cursor.fetchone() == ("tayside-outreach", "refused", "page:planted")


def test_database_that_is_away_says_when_to_come_back(browser: Client) -> None:
    assert browser.get("/workspace/planted/raises/database/").headers["Retry-After"] == "10"


def test_what_is_not_there_is_said_in_the_same_bytes_as_what_never_was(browser: Client) -> None:
    import re

    mark = re.compile(rb'value="[^"]{64}"')
    never = browser.get("/workspace/nothing/")
    hidden = browser.get("/workspace/planted/raises/missing/")

    assert mark.sub(b"", never.content) == mark.sub(b"", hidden.content)


def test_user_of_two_agencies_chooses_one_and_may_change(browser: Client, morag) -> None:
    from tideturn.foundations.access.acting import acting, system_actor
    from tideturn.foundations.access.actions.users import add_member

    other = people.agency("estmark-police", "police")
    with acting(system_actor("set-up")) as by:
        add_member(user=morag, agency=other, role="auditor", by=by)

    assert browser.get("/workspace/").url == "/workspace/account/agency/"
    assert browser.post("/workspace/account/agency/", {"agency": "somebody-elses"}).status_code == 422
    assert browser.post("/workspace/account/agency/", {"agency": "estmark-police"}).url == "/workspace/"
    SEEN.clear()
    browser.get("/workspace/planted/acting/")
    assert SEEN[0][0].agency_id == "estmark-police"
    assert SEEN[0][0].permissions == ROLES["auditor"].permissions


@pytest.mark.parametrize("given", [b"login=%00&password=%00", b"login=%ED%A0%80&password=x", b"login=" + b"9" * 50_000])
def test_bad_bytes_are_answered_and_break_nothing(db, given: bytes) -> None:
    answer = Client().post(people.SIGN_IN, given, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("given", [b"code=%00", b"code=%ED%A0%80", b"code=1&code=2", b"code=" + b"9" * 50_000, b""])
def test_bad_codes_are_answered_and_break_nothing(morag, given: bytes) -> None:
    client = Client()
    people.sign_in(client)

    assert client.post(people.CODE, given, content_type="application/x-www-form-urlencoded").status_code == 200
