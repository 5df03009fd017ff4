"""The page of a case: who it is, what is due, what may be done next, and all that happened."""

import pytest

from tests.interfaces.website import reading
from tests.interfaces.workspace.cases.conftest import NOTES
from tideturn.engines.pathways.entries import Kind

pytestmark = pytest.mark.django_db


def page_of(case) -> str:
    return f"/workspace/cases/{case.pk}/"


def test_case_tells_who_it_is_and_how_to_reach_them(browser, mine):
    answer = browser.get(page_of(mine))

    words = reading.words(answer)
    for said in ("Robin Marsh", "19 May 1984", "07700 900123", NOTES, "A stairwell (invented)", "Estmark Ambulance"):
        assert said in words
    assert 'href="tel:07700900123"' in answer.content.decode()


def test_nothing_clinical_stands_above_the_buttons(browser, mine):
    head = browser.get(page_of(mine)).content.decode().split("<main")[1].split('class="tw-actions"')[0]

    for said in ("overdose", "Naloxone", "naloxone", "Found on the stair", "heroin"):
        assert said not in head


def test_case_says_whose_it_is_and_what_is_due(browser, mine):
    words = reading.words(browser.get(page_of(mine)))

    assert "Lead Wyn" in words
    assert "Team Northmark outreach" in words
    assert (
        "Reach the person Due" in words or "Reach the person Due soon" in words or "Reach the person In time" in words
    )


def test_what_may_be_done_is_a_link_and_the_rest_says_why_not(browser, mine):
    answer = browser.get(page_of(mine))

    assert f'href="/workspace/cases/{mine.pk}/moves/bring-to-review/"' in answer.content.decode()
    assert "moves/close-without-contact/" not in answer.content.decode()
    assert "Close without contact Not now: This step is for the duty lead" in reading.words(answer)


def test_journal_says_what_when_by_whom_of_which_agency(browser, mine, write, wyn):
    write(mine, wyn, Kind.CONTACT_LOGGED, channel="visit", result="no-answer", note="Blinds down (invented).")
    write(mine, wyn, Kind.MOVED, move="bring-to-review")
    write(mine, wyn, Kind.CLOCK_PAUSED, clock="contact-made", reason="in-custody")

    words = reading.words(browser.get(page_of(mine)))
    for said in ("Visit: No answer", "Blinds down (invented).", "Wyn, Northmark outreach", "Bring to review",
                 "Paused: Reach the person", "The person is in custody", "A report opened the case"):  # fmt: skip
        assert said in words


def test_long_journal_comes_a_page_at_a_time(browser, mine, write, wyn):
    for number in range(20):
        write(mine, wyn, Kind.NOTE_ADDED, text=f"Note {number} (invented).")

    first, second = (reading.words(browser.get(page_of(mine), {"page": page})) for page in ("1", "2"))
    assert ("Note 19 (invented)." in first, "A report opened the case" in first) == (True, False)
    assert ("Note 19 (invented)." in second, "A report opened the case" in second) == (False, True)
    assert browser.get(page_of(mine), {"page": "9"}).status_code == 400


def test_withdrawn_entry_says_so_on_whatever_page_it_stands(browser, mine, write, wyn):
    mistaken = write(mine, wyn, Kind.NOTE_ADDED, text="Of somebody else (invented).")
    for number in range(20):
        write(mine, wyn, Kind.NOTE_ADDED, text=f"Note {number} (invented).")
    write(mine, wyn, Kind.WITHDRAWN, entry=str(mistaken), reason="Another person was meant.")

    assert "Note (withdrawn)" in reading.words(browser.get(page_of(mine), {"page": "2"}))


def test_answers_tasks_and_wishes_are_shown_in_the_pathways_words(browser, mine, write, wyn):
    write(mine, wyn, Kind.ANSWERED, answers={"safety": "Sleeps rough (invented).", "adult-at-risk": "yes"})
    write(mine, wyn, Kind.TASK_ADDED, title="Bring a kit", **{"for": wyn.pk})
    write(mine, wyn, Kind.CONTACT_WISH, wish="refused")

    words = reading.words(browser.get(page_of(mine)))
    for said in ("Sleeps rough (invented).", "Yes", "Bring a kit", "Does not want to be contacted",
                 "Adult who may be at risk of harm"):  # fmt: skip
        assert said in words


def test_details_told_differently_are_pointed_at(browser, mine, received):
    received(chi="1904851231", birth_date="1985-04-19", given_name="Jo", family_name="Reid")
    again = received(hours_ago=90, chi="1904851231", birth_date="1985-04-19", given_name="Jo", family_name="Read")

    words = reading.words(browser.get(page_of(again)))
    assert "Reports differ about: last name" in words


def test_likely_match_is_shown_to_the_team_that_can_decide(browser, mine, received):
    other = received(hours_ago=1.2)

    words = reading.words(browser.get(page_of(other)))
    assert "May be about the same event" in words
    assert mine.reference in words


def test_ground_is_told_in_words(browser, mine):
    words = reading.words(browser.get(page_of(mine)))

    assert "You are responsible for this." in words
    assert "That you opened this is written down." in words


def test_hostile_text_of_a_report_is_text(browser, received, write, wyn, duty_lead):
    hostile = "<script>alert(1)</script>"
    case = received(given_name=hostile, address=f'"><img src=x onerror=alert(1)>{hostile}', phone="javascript:alert(1)")
    write(case, duty_lead, Kind.NOTE_ADDED, text=hostile)

    content = browser.get(page_of(case)).content
    assert reading.inline_code(content) == []
    assert b'javascript:alert(1)"' not in content
