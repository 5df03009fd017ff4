"""Somebody rings: three answers in sentences, the next three, and nothing kept of it."""

import re

import pytest
from django.test import Client

from tests.interfaces.invented_directory import directory, filled_directory
from tests.interfaces.website import reading
from tideturn.engines.directory.models import Listing
from tideturn.foundations.access.roles import ROLES
from tideturn.foundations.audit.models import Entry

__all__ = ["directory", "filled_directory"]
CALL = "/workspace/directory/call/"
STREETS = ("Quay Street", "Nowhere Lane", "Made-up Row", "Lantern Square", "Example Close", "Invented Street")


@pytest.fixture
def handler(directory, make_place, sign_in) -> Client:
    """The browser of somebody at a telephone, on an ordinary Thursday."""
    desk = make_place("Helpline", "EM-A01", kind="third-sector-service")
    return sign_in(desk.user("Holly Handler", "outreach-worker"))


def sentences(answer) -> list[str]:
    """Return what is read out of the answers, without the lines that are always open."""
    found = re.findall(r'<p class="tw-say__words" id=[^>]*>([^<]*)</p>', answer.content.decode())
    return [one.replace("&#x27;", "'") for one in found]


def hrefs(answer, words: str) -> list[str]:
    """Return where the links lead that begin with some words."""
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]*)', answer.content.decode())
    return [href.replace("&amp;", "&") for href, text in found if text.startswith(words)]


def test_before_anything_is_asked_the_box_waits_and_the_lines_stand(handler) -> None:
    answer = handler.get(CALL)

    assert b"autofocus" in answer.content
    assert sentences(answer) == []
    assert "Night Lantern (invented), answers at every hour: ring 01632, 960, 111." in reading.words(answer)


def test_three_sentences_and_last_the_lines_that_always_answer(handler) -> None:
    answer = handler.get(CALL, {"need": "needles lanternbridge now"})

    said = sentences(answer)
    assert len(said) == 3
    hours = "open now until 10pm, no referral needed: ring 01632, 960, 307."
    assert said[0] == f"Lamplight Pharmacy (invented), about 1 mile from Lanternbridge, {hours}"
    assert b"autofocus" not in answer.content
    words = reading.words(answer)
    assert words.index(said[2]) < words.index("Night Lantern (invented)") < words.index("Emergency line")


def test_next_three_are_others_and_going_back_needs_only_the_address(handler) -> None:
    first = handler.get(CALL, {"need": "naloxone", "where": "Lanternbridge"})
    [further] = hrefs(first, "Next three")
    second = handler.get(further.partition("#")[0])

    assert set(sentences(first)).isdisjoint(sentences(second))
    assert b'value="naloxone"' in second.content
    assert b'value="Lanternbridge"' in second.content
    assert b'start="4"' in second.content
    [back] = hrefs(second, "The three before")
    assert sentences(handler.get(back.partition("#")[0])) == sentences(first)
    assert further.endswith("#answers")
    assert handler.get(f"{CALL}?need=naloxone&page=999").status_code == 400


def test_narrowing_asks_less_and_takes_itself_back(handler) -> None:
    wide = handler.get(CALL, {"where": "Lanternbridge"})
    for words, name in (("Only: Open now", "when=now"), ("Only: Without", "no_referral=yes"), ("Only: Open to", "fam")):
        [narrower] = hrefs(wide, words)
        assert name in narrower
        answer = handler.get(narrower.partition("#")[0])
        [wider] = hrefs(answer, words.replace("Only", "Not only"))
        assert name not in wider
    assert all("open now" in one or "perhaps open" in one for one in sentences(handler.get(f"{CALL}?when=now")))


def test_name_of_several_places_is_asked_about_and_an_unknown_one_said(handler) -> None:
    answer = handler.get(CALL, {"where": "Millbrook", "keys": "off"})

    assert "Several places have this name. Ask which:" in reading.words(answer)
    [link] = hrefs(answer, "Millbrook, Southhaven")
    assert "keys=off" in link
    assert "No place called “Nowhere-on-Sea” is known" in reading.words(handler.get(CALL, {"where": "Nowhere-on-Sea"}))


def test_line_that_is_needed_before_all_is_read_out_first(handler) -> None:
    said = reading.words(handler.get(CALL, {"need": "she is blue and not breathing lanternbridge"}))

    assert "First: Emergency line of Estmark (invented), answers at every hour: ring 01632, 960, 999." in said
    assert "First:" not in reading.words(handler.get(CALL, {"need": "detox"}))


def test_nothing_found_still_ends_at_a_number(handler) -> None:
    Listing.objects.update(is_shown=False)

    said = reading.words(handler.get(CALL, {"need": "detox"}))

    assert "Nothing that we know of" in said
    assert "shown without" not in said
    assert "answers at every hour: ring 01632, 960, 111" in said


def test_confidential_address_is_not_on_the_page(handler) -> None:
    answer = handler.get(CALL, {"need": "safe door"})

    assert "Safe Door (invented), its address is confidential" in reading.words(answer)
    assert not [street for street in STREETS if street in " ".join(one for one in sentences(answer) if "Safe" in one)]


def test_single_keys_can_be_turned_off_and_stay_off(handler) -> None:
    on = handler.get(CALL, {"need": "naloxone"})
    [off] = hrefs(on, "Turn the single keys off")
    answer = handler.get(off.partition("#")[0])

    assert b"data-keys" in on.content
    assert b"data-keys" not in answer.content
    assert b'name="keys" value="off"' in answer.content
    assert all("keys=off" in link for link in hrefs(answer, "Next three") + hrefs(answer, "Only:"))


def test_call_leads_to_the_referral_of_each_service(handler) -> None:
    answer = handler.get(CALL, {"need": "naloxone lanternbridge"})

    links = hrefs(answer, "Refer from the call")
    assert len(links) == 3
    assert all(re.fullmatch(r"/workspace/directory/refer/[0-9a-f-]{36}/\?from=call", link) for link in links)
    assert handler.get(links[0]).status_code in (200, 403)


def test_nothing_of_a_call_is_kept(handler, caplog) -> None:
    before = Entry.objects.count()

    with caplog.at_level("DEBUG"):
        answer = handler.get(CALL, {"need": "zanzibarcanary", "where": "Lanternbridge"})

    assert "zanzibarcanary" in answer.content.decode()
    assert Entry.objects.count() == before
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.search(rb"<title>([^<]*)</title>", answer.content)[1] == "Call – Tideturn".encode()
    assert "zanzibarcanary" not in " ".join(record.getMessage() for record in caplog.records)


def test_odd_questions_are_answered_all_the_same(handler) -> None:
    for odd in ("need=%00%ff", "where=%3Cscript%3E", f"need={'x' * 5000}", "when=someday&keys=x"):
        answer = handler.get(f"{CALL}?{odd}")

        assert answer.status_code == 200, odd
        assert b"<script>" not in answer.content, odd


@pytest.mark.parametrize("role", ["auditor", "administrator", "directory-editor"])
def test_everybody_who_works_here_may_answer_a_call(make_place, sign_in, role) -> None:
    assert role in ROLES
    browser = sign_in(make_place("Desk", "EM-A01", kind="third-sector-service").user("Rory", role))

    answer = browser.get(CALL)

    assert answer.status_code == 200
    assert f'href="{CALL}"' in answer.content.decode()
