"""Logging a contact: three taps, once however often it is sent, and nothing of it lost."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.interfaces.website import reading
from tests.interfaces.workspace.cases.conftest import entries
from tideturn.engines.pathways.entries import Kind

pytestmark = pytest.mark.django_db
TRIED = {"channel": "visit", "result": "no-answer", "note": "", "at": ""}


def contact_of(case) -> str:
    return f"/workspace/cases/{case.pk}/contact/"


def entry_on(answer) -> str:
    return re.search(r'name="entry" value="([^"]+)"', answer.content.decode()).group(1)


@pytest.fixture
def entry(browser, mine) -> str:
    """The mark of one showing of the form."""
    return entry_on(browser.get(contact_of(mine)))


def logged(case) -> list[dict]:
    return [entry.data for entry in entries(case, kind=Kind.CONTACT_LOGGED)]


def test_ways_and_results_are_the_pathways_own(browser, mine):
    answer = browser.get(contact_of(mine))

    words = reading.words(answer)
    for said in ("Outreach on the street", "Through another service", "Spoke with the person", "Left a message"):
        assert said in words
    assert answer.content.decode().count('<button class="tw-result"') == 5


def test_contact_is_kept_and_the_case_says_so(browser, mine, entry, wyn):
    answer = browser.post(contact_of(mine), {**TRIED, "entry": entry})

    words = reading.words(browser.get(answer.url))
    assert "Saved: Visit: No answer" in words
    [kept] = entries(mine, kind=Kind.CONTACT_LOGGED)
    assert (kept.by_id, kept.data["channel"], kept.data["result"]) == (wyn.pk, "visit", "no-answer")


def test_form_sent_five_times_logs_once_and_answers_the_same(browser, mine, entry):
    answers = {browser.post(contact_of(mine), {**TRIED, "entry": entry}).url for _time in range(5)}

    assert len(answers) == 1
    assert len(logged(mine)) == 1


def test_something_else_from_the_same_showing_is_neither_lost_nor_taken_for_the_first(browser, mine, entry):
    browser.post(contact_of(mine), {**TRIED, "entry": entry})
    answer = browser.post(contact_of(mine), {**TRIED, "result": "left-message", "note": "By hand.", "entry": entry})

    assert answer.status_code == 422
    assert "Something else was saved from this page already." in reading.words(answer)
    assert "By hand." in answer.content.decode()
    browser.post(contact_of(mine), {**TRIED, "result": "left-message", "entry": entry_on(answer)})
    assert [data["result"] for data in logged(mine)] == ["no-answer", "left-message"]


def test_contact_may_have_been_earlier(browser, mine, entry):
    earlier = timezone.localtime(datetime.now(UTC) - timedelta(minutes=40)).replace(second=0, microsecond=0)
    browser.post(contact_of(mine), {**TRIED, "at": f"{earlier:%Y-%m-%dT%H:%M}", "entry": entry})

    [kept] = entries(mine, kind=Kind.CONTACT_LOGGED)
    assert kept.at == earlier
    assert "written down" in reading.words(browser.get(f"/workspace/cases/{mine.pk}/"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"channel": ""}, "Say how you tried."),
        ({"channel": "pigeon"}, "Say how you tried."),
        ({"result": ""}, "Say what came of it."),
        ({"at": "yesterday"}, "Write day and time"),
        ({"at": "2026-02-30T10:00"}, "Write day and time"),
        ({"at": "1999-01-01T10:00"}, "more than a year ago"),
        ({"at": "9998-01-01T10:00"}, "still to come"),
        ({"note": "x" * 5000}, "Shorten it."),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(browser, mine, entry, changed, said):
    answer = browser.post(contact_of(mine), {**TRIED, "note": "Kept words.", **changed, "entry": entry})

    assert answer.status_code == 422
    assert said in reading.words(answer)
    assert logged(mine) == []
    assert entry_on(answer) == entry


@pytest.mark.parametrize("given", ["", "not-an-id", "0" * 500, "\x00"])
def test_form_without_its_mark_is_refused(browser, mine, given):
    assert browser.post(contact_of(mine), {**TRIED, "entry": given}).status_code == 400
    assert logged(mine) == []


def test_mark_of_somebody_elses_entry_meets_nothing(browser, mine, received):
    other = received(hours_ago=40)
    [opened] = entries(other)

    assert browser.post(contact_of(mine), {**TRIED, "entry": str(opened.pk)}).status_code == 302
    assert len(logged(mine)) == 1


def test_role_that_only_reads_writes_nothing(northmark, sign_in, mine):
    reader = sign_in(northmark.user("Cal", "caldicott-lead"))

    assert reader.get(f"/workspace/cases/{mine.pk}/").status_code == 200
    assert "Log a contact" not in reading.words(reader.get(f"/workspace/cases/{mine.pk}/"))
    for page in ("contact", "note", "naloxone", "contact-wish"):
        assert reader.get(f"/workspace/cases/{mine.pk}/{page}/").status_code == 403
    assert reader.post(contact_of(mine), {**TRIED, "entry": str(uuid.uuid4())}).status_code == 403


@pytest.mark.parametrize(
    ("page", "answers", "kind", "said"),
    [
        ("note", {"text": "Moved in with a friend."}, Kind.NOTE_ADDED, "Saved: Note"),
        ("naloxone", {"note": "A kit to keep."}, Kind.NALOXONE_GIVEN, "Saved: Naloxone given"),
        ("contact-wish", {"wish": "refused", "note": ""}, Kind.CONTACT_WISH, "Saved: Does not want to be contacted"),
    ],
)
def test_small_entries_are_kept_once_and_confirmed(browser, mine, page, answers, kind, said):
    address = f"/workspace/cases/{mine.pk}/{page}/"
    entry = entry_on(browser.get(address))
    first, second = (browser.post(address, {**answers, "at": "", "entry": entry}) for _time in range(2))

    assert first.url == second.url
    assert said in reading.words(browser.get(first.url))
    assert [kept.data for kept in entries(mine, kind=kind)] == [answers]


def test_note_without_words_is_refused(browser, mine, entry):
    answer = browser.post(f"/workspace/cases/{mine.pk}/note/", {"text": "  ", "entry": entry})

    assert answer.status_code == 422


def test_closed_case_takes_a_note_and_no_contact(browser, mine, entry, write, duty_lead):
    closing = {"outcome": "not-an-overdose", "reason": "reported-in-error", "answers": {"closing-note": "A mistake."}}
    write(mine, duty_lead, Kind.MOVED, move="close-without-contact", **closing)

    refused = browser.post(contact_of(mine), {**TRIED, "entry": entry})
    assert (refused.status_code, "The case is closed." in reading.words(refused)) == (422, True)
    assert browser.post(f"/workspace/cases/{mine.pk}/note/", {"text": "Later.", "entry": entry}).status_code == 302
