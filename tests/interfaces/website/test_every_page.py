"""What holds for every page: it answers, leads nowhere that is not there, and asks nothing of the reader's browser."""

import re
from collections import deque
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.interfaces.website import reading

PAGES_AT_MOST = 400
KILOBYTES_AT_MOST = 200
# Files to take away are long to make and lead nowhere; `data/` tries them.
FILES = re.compile(r"^/data/.*\.[a-z]+|\.ics")
# The register is the same for every test of this file, so it is walked once.
WALKED: dict[str, object] = {}


@pytest.fixture
def crawled(visitor: Client) -> dict[str, object]:
    """Every page that can be reached from the first one, and from the first one as at another day."""
    if not WALKED:
        walk(visitor, "/", "/?as_of=2016-07-01")
    return WALKED


def walk(visitor: Client, *starts: str) -> None:
    """Open every page that leads on from the first ones."""
    waiting = deque(starts)
    while waiting and len(WALKED) < PAGES_AT_MOST:
        address = waiting.popleft().partition("#")[0]
        if address in WALKED or address.startswith(("/static/", "/api/")) or FILES.search(address):
            continue
        WALKED[address] = answer = visitor.get(address)
        if is_page(answer):
            waiting += sorted(reading.links(answer.content, address))


def is_page(answer) -> bool:
    """Return whether an answer is a page of HTML."""
    return answer.headers["Content-Type"].startswith("text/html")


def test_walk_finds_every_room_and_every_page_answers(crawled) -> None:
    assert len(crawled) < PAGES_AT_MOST, "the walk was cut short; narrow it or let it go on"
    wanted = {
        "/",
        "/plans/",
        "/plans/listening-report-2022/",
        "/plans/open-doors-2016/OD-1b-i/",
        "/owners/",
        "/search/",
    }
    wanted |= {"/about-the-data/", "/accessibility/", "/privacy/", "/sources/", "/owners/estmark-health-service/"}

    assert wanted <= set(crawled)
    assert {address: answer.status_code for address, answer in crawled.items() if answer.status_code != 200} == {}


def test_links_within_pages_lead_to_places_that_are_there(crawled) -> None:
    ids = {address: reading.fragments(answer.content) for address, answer in crawled.items() if is_page(answer)}
    missing = [
        (address, link)
        for address, answer in crawled.items()
        if is_page(answer)
        for link in reading.links(answer.content, address)
        if "#" in link and urlsplit(link).fragment not in ids.get(link.partition("#")[0], ())
    ]

    assert missing == []


def test_links_to_the_interface_for_programs_answer(visitor: Client, crawled) -> None:
    page = crawled["/plans/listening-report-2022/LR-01/"]
    to_programs = [link for link in reading.links(page.content, "/") if link.startswith("/api/")]

    assert to_programs == ["/api/v1/commitments/listening-report-2022/LR-01/"]
    assert visitor.get(to_programs[0]).status_code == 200


def test_pages_set_no_cookie_and_carry_a_strict_policy(crawled) -> None:
    for address, answer in crawled.items():
        assert "Set-Cookie" not in answer.headers, address
        assert not answer.cookies, address
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_pages_hold_nothing_inline_and_nothing_of_other_sites(crawled) -> None:
    assert {a: found for a, x in crawled.items() if is_page(x) and (found := reading.inline_code(x.content))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>1</script>",
        '<a onclick="1">',
        '<script src="https://elsewhere.example/x.js"></script>',
        '<img src="//elsewhere.example/x.png">',
    ],
)
def test_inline_code_planted_in_a_page_is_seen(planted: str) -> None:
    assert reading.inline_code(f"<html><body>{planted}</body></html>".encode())


def test_pages_weigh_little(crawled) -> None:
    heavy = {a: len(x.content) for a, x in crawled.items() if is_page(x) and len(x.content) > KILOBYTES_AT_MOST * 1024}

    assert heavy == {}


# These speak of no day: what is written there is of now.
TIMELESS = ("/help-after-an-overdose/", "/help/")


def test_pages_say_the_day_the_note_and_their_language(crawled) -> None:
    for address, answer in crawled.items():
        if is_page(answer):
            said = reading.words(answer)
            assert "This page speaks of" in said or address.startswith(TIMELESS), address
            assert "This is not a Scottish Government service." in said, address
            assert "Everything here is invented." in said, address
            assert b'<html lang="en-GB">' in answer.content


def test_links_carry_the_day(crawled) -> None:
    page = crawled["/plans/?as_of=2016-07-01"]
    inside = [link for link in reading.links(page.content, "/") if link.startswith("/plans/") and link != "/plans/"]

    assert inside
    assert all("as_of=2016-07-01" in link for link in inside)


def test_own_static_files_are_where_pages_look_for_them(crawled) -> None:
    asked = {link for a, x in crawled.items() if is_page(x) for link in reading.links(x.content, a)}
    ours = {link.removeprefix("/static/") for link in asked if link.startswith("/static/design/")}

    assert ours >= {"design/site.css", "design/leave.js", "design/icon.svg", "design/drawings.css"}
    assert [name for name in ours if finders.find(name) is None] == []


def test_headings_begin_with_one_and_skip_no_level(crawled) -> None:
    from lxml import html

    for address, answer in crawled.items():
        if is_page(answer):
            levels = [int(h.tag[1]) for h in html.document_fromstring(answer.content).xpath("//h1|//h2|//h3|//h4")]
            assert levels[0] == 1, address
            assert levels.count(1) == 1, address
            assert all(after - before <= 1 for before, after in pairwise(levels)), address
