"""People tell of their own overdose without an account or a cookie; what they send comes once, and to somebody."""

import re
from collections.abc import Mapping

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from tests.foundations.conftest import SET_UP
from tests.interfaces.website import reading
from tideturn.engines.pathways.models import Report
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.joint.intake import self_referral
from tideturn.interfaces.website import floods

ADDRESS = "/help-after-an-overdose/"
TOLD = {
    "contact": "yes",
    "name": "Zebedee",
    "phone": "07700 900123",
    "reach": "Text first, not at home",
    "area": "EM-A01",
    "when": "yesterday",
    "more": "It was green.",
}


@pytest.fixture
def northmark(db):
    """Somebody who answers: a team of Northmark, the national queue, and the agency of the public form."""
    with acting(SET_UP):
        agencies.ensure_national_queue(by=SET_UP)
        self_referral.ensure_agency(by=SET_UP)
        kind = "drug-and-alcohol-service"
        return agencies.create_agency(name="Northmark outreach", kind=kind, areas=["EM-A01"], by=SET_UP)


@pytest.fixture(autouse=True)
def nobody_wrote_before(db):
    cache.clear()


def page_key(visitor: Client) -> str:
    return re.search(rb'name="page" value="([^"]+)"', visitor.get(ADDRESS).content)[1].decode()


def send(visitor: Client, *, headers: Mapping[str, str] | None = None, **changes: str):
    key = changes.pop("page", None) or page_key(visitor)
    return visitor.post(ADDRESS, {**TOLD, "page": key, **changes}, headers=headers)


def reports() -> list[Report]:
    with acting(system_actor("clocks")):
        return list(Report.objects.select_related("case__team"))


def test_number_for_an_emergency_is_that_of_the_country(visitor, northmark):
    page = visitor.get(ADDRESS).content.decode()

    assert '<a href="tel:01632960999">01632 960999</a>' in page
    assert "tel:999" not in page


def test_what_is_told_becomes_a_case_of_the_team_at_home(visitor, northmark):
    answer = send(visitor)

    [report] = reports()
    assert answer.status_code == 200
    assert (report.case.team.name, report.agency, report.door) == ("Northmark outreach", "public", "self")
    assert report.contact == "given"
    assert report.notes.splitlines() == [
        "When: yesterday (as the person said)",
        "How and when to reach me: Text first, not at home",
        "More: It was green.",
    ]
    assert report.reference in reading.words(answer)
    with acting(system_actor("audit")):
        assert Entry.objects.filter(agency="public", action="report", detail__door="self").exists()


def test_answer_tells_nothing_of_the_person_and_no_cache_keeps_it(visitor, northmark):
    answers = [visitor.get(ADDRESS), send(visitor)]

    for answer in answers:
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert "overdose" not in re.search(rb"<title>(.*?)</title>", answer.content)[1].decode().lower()
    for told in ("Zebedee", "07700", "Text first", "green", "Northmark"):
        assert told not in answers[1].content.decode()


def test_the_same_page_sent_twice_is_one_report(visitor, northmark):
    key = page_key(visitor)

    first, second = send(visitor, page=key), send(visitor, page=key)

    assert first.content == second.content
    assert len(reports()) == 1


def test_the_same_page_with_other_words_is_said_to_be_sent(visitor, northmark):
    key = page_key(visitor)
    send(visitor, page=key)

    answer = send(visitor, page=key, more="Something else")

    assert answer.status_code == 409
    assert "sent this page already" in reading.words(answer)
    assert len(reports()) == 1


def test_only_one_question_must_be_answered(visitor, northmark):
    answer = visitor.post(ADDRESS, {"contact": "no", "page": page_key(visitor)})

    [report] = reports()
    assert (report.contact, report.person, report.notes, report.case.team.name) == (
        "refused", None, "", "National queue",
    )  # fmt: skip
    assert "Nobody will contact you because of this form" in reading.words(answer)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contact": ""}, "Say whether we may contact you."),
        ({"contact": "perhaps"}, "Say whether we may contact you."),
        ({"phone": "", "reach": ""}, "Write a phone number here"),
        ({"phone": "0" * 41}, "40 fit"),
        ({"more": "x" * 2001}, "2000 fit"),
        ({"area": "EM-A99"}, "Answer"),
        ({"when": "soon"}, "Answer"),
    ],
)
def test_what_cannot_be_kept_is_said_with_what_was_written(visitor, northmark, changes, said):
    answer = send(visitor, **changes)

    assert answer.status_code == 422
    assert said in reading.words(answer)
    assert "Zebedee" in answer.content.decode(), "what was written is not lost"
    assert reports() == []


def test_a_page_that_is_not_ours_or_stood_open_too_long_is_shown_anew(visitor, northmark):
    with time_machine.travel("2026-11-20T08:00:00Z"):
        old = page_key(visitor)
    for key in ("x", old, page_key(visitor)[:-1] + "-", "x" * 100_000):
        answer = send(visitor, page=key[:50_000])

        assert answer.status_code == 422
        assert "stood open for a long time" in reading.words(answer)
        assert "Zebedee" in answer.content.decode()
    assert reports() == []


def test_a_form_from_elsewhere_is_shown_anew_and_keeps_nothing(visitor, northmark, monkeypatch):
    elsewhere = {"Origin": "https://elsewhere.example"}

    assert send(visitor, headers=elsewhere).status_code == 422
    assert reports() == []
    monkeypatch.setattr("tideturn.interfaces.website.pages.self_referral.is_ours", lambda request: True)
    assert send(visitor, headers=elsewhere).status_code == 200  # without the guard it would be kept


def test_a_program_that_fills_in_every_field_is_thanked_and_not_believed(visitor, northmark):
    answer = send(visitor, website="https://spam.example")

    assert answer.status_code == 200
    assert reports() == []


def test_a_flood_is_turned_away_without_anybody_being_counted(visitor, northmark, monkeypatch):
    monkeypatch.setattr(floods, "AT_MOST", 2)

    answers = [send(visitor) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 503]
    assert answers[2].headers["Retry-After"] == "600"
    assert len(reports()) == 2


def test_database_that_is_away_keeps_nothing_and_says_so(visitor, northmark, monkeypatch):
    key = page_key(visitor)

    def fail(*args, **kwargs):
        raise OperationalError("No space left on device")

    monkeypatch.setattr("tideturn.engines.pathways.receipts.complete", fail)
    answer = send(visitor, page=key)

    assert answer.status_code == 503
    assert "Nothing of what you wrote was kept" in reading.words(answer)
    assert reports() == []


def test_where_nobody_would_answer_there_is_no_form(visitor):
    shown, sent = visitor.get(ADDRESS), visitor.post(ADDRESS, {**TOLD, "page": "x"})

    assert "999" in reading.words(shown)
    assert b"<form method" not in shown.content
    assert sent.status_code in (409, 422)


def test_other_methods_are_refused(visitor, northmark):
    assert visitor.put(ADDRESS).status_code == 405
    assert visitor.head(ADDRESS).status_code == 200
