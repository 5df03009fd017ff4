"""Every read of a case and of a name leaves its trace, and without a trace nothing is read."""

import re

import pytest
from django.db import connection

from tests.interfaces.website import reading
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit.models import Entry

pytestmark = pytest.mark.django_db
PAGES = ("/workspace/", "/workspace/board/", "/workspace/board/cases.csv", "/workspace/cases/{}/",
         "/workspace/cases/{}/contact/", "/workspace/cases/{}/note/", "/workspace/cases/{}/naloxone/",
         "/workspace/cases/{}/contact-wish/")  # fmt: skip


def traces(subject) -> list[tuple[str, str]]:
    with acting(system_actor("audit")):
        return list(Entry.objects.filter(subject=subject, action__startswith="read").values_list("action", "actor"))


def test_each_page_that_shows_a_case_writes_down_that_it_was_read(browser, mine, wyn):
    for address in PAGES:
        before = traces(mine.pk)
        answer = browser.get(address.format(mine.pk))

        assert mine.reference in answer.content.decode()
        [(_action, actor)] = traces(mine.pk)[len(before) :]
        assert actor == f"Wyn (user {wyn.pk})"


def test_name_is_shown_exactly_where_its_reading_is_written_down(browser, mine):
    named = {}
    for address in PAGES:
        before = traces(mine.person)
        is_shown = "Robin Marsh" in browser.get(address.format(mine.pk)).content.decode()
        named[address] = (is_shown, len(traces(mine.person)) - len(before))

    assert set(named.values()) == {(True, 1), (False, 0)}


def test_refused_form_shows_the_case_and_that_stays_written_down(browser, mine):
    before = traces(mine.pk)
    answer = browser.post(f"/workspace/cases/{mine.pk}/note/", {"text": "", "entry": str(mine.pk)})

    assert answer.status_code == 422
    assert mine.reference in answer.content.decode()
    assert len(traces(mine.pk)) == len(before) + 1


def test_two_rows_are_two_traces_and_a_row_of_another_page_is_none(browser, mine, received):
    other = received(hours_ago=30, given_name="Kim")
    browser.get("/workspace/board/")
    browser.get("/workspace/")

    assert (len(traces(mine.pk)), len(traces(other.pk))) == (2, 1)


def test_without_the_audit_nothing_is_shown(browser, mine):
    with connection.cursor() as cursor:
        cursor.execute("alter function audit_append rename to audit_append_taken_away")

    for address in PAGES:
        answer = browser.get(address.format(mine.pk))
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert not re.search(r"Robin|Marsh|Wyn|NFO-|CAS-", answer.content.decode())


def test_without_the_audit_nothing_is_written(browser, mine):
    page = browser.get(f"/workspace/cases/{mine.pk}/note/").content.decode()
    entry = re.search(r'name="entry" value="([^"]+)"', page).group(1)
    with connection.cursor() as cursor:
        cursor.execute("alter function audit_append rename to audit_append_taken_away")
    answer = browser.post(f"/workspace/cases/{mine.pk}/note/", {"text": "Lost?", "entry": entry, "at": ""})

    assert answer.status_code == 503
    with connection.cursor() as cursor:
        cursor.execute("alter function audit_append_taken_away rename to audit_append")
    assert "Lost?" not in reading.words(browser.get(f"/workspace/cases/{mine.pk}/"))
