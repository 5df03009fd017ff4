"""What changed: the page, its download and its feed say the same."""

from datetime import date

import pytest
from django.test import Client
from lxml import etree

from tests.interfaces.website.reading import words
from tests.interfaces.website.test_downloads import read
from tideturn.engines.plans.models import Commitment, DueDateRevision, Organisation, Position

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = '<script>1</script>=HYPERLINK("x")\x07\x1b\ufffe'


@pytest.fixture
def changed(register) -> None:
    """Two things that changed: something reported, and a date that was moved."""
    commitment = Commitment.objects.get(local_id="EA-01")
    owner = Organisation.objects.get(pk="government-of-estmark")
    Position.objects.create(
        commitment=commitment, status="under_way", stated_on=date(2024, 1, 1), by=owner, source="x", note=HOSTILE
    )
    DueDateRevision.objects.create(
        commitment=commitment, due_date=date(2026, 1, 1), decided_on=date(2024, 6, 1), by=owner, reason="r", source="s"
    )


def test_page_says_what_changed_and_when_it_was_said(changed, visitor: Client) -> None:
    said = words(visitor.get("/changes/"))

    assert "Postponed from 31 December 2024 to 1 January 2026" in said
    assert "Reported: Under way" in said
    assert "Said on 1 January 2024." in said
    assert "A plan came into the register" in said


def test_page_of_no_day_is_refused_in_words(visitor: Client) -> None:
    answer = visitor.get("/changes/?since=yesterday")

    assert answer.status_code == 400
    assert "?since=2022-07-21" in words(answer)


def test_page_of_days_to_come_says_that_nothing_is_there(changed, visitor: Client) -> None:
    assert "Nothing was recorded in those days." in words(visitor.get("/changes/?since=2199-01-01"))


def test_long_list_has_pages(visitor: Client) -> None:
    commitment, owner = Commitment.objects.get(local_id="EA-01"), Organisation.objects.get(pk="government-of-estmark")
    for month in range(60):
        day = date(2019 + month // 12, month % 12 + 1, 1)
        Position.objects.create(commitment=commitment, status="paused", stated_on=day, by=owner, source="x")

    assert visitor.get("/changes/?page=2").status_code == 200
    assert visitor.get("/changes/?page=3").status_code == 404
    assert len(read(visitor.get("/changes/changes.csv"))) == 64


def test_download_is_safe_and_the_feed_is_a_feed(changed, visitor: Client) -> None:
    rows = read(visitor.get("/changes/changes.csv"))
    feed = etree.fromstring(visitor.get("/changes/feed.atom").content)
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=ATOM)

    assert len(rows) == len(ids) == len(set(ids)) == 6
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert feed.xpath("//a:entry/a:updated", namespaces=ATOM)
    assert not [one for one in feed.xpath("//a:entry/a:title/text()", namespaces=ATOM) if ".:" in one]
    assert feed.xpath("//a:entry/a:link/@href", namespaces=ATOM)[0].startswith("http://testserver/plans/")


def test_what_somebody_wrote_is_text_to_whoever_reads_the_feed_as_html(changed, visitor: Client) -> None:
    feed = etree.fromstring(visitor.get("/changes/feed.atom").content)
    told = [one.text for one in feed.xpath("//a:summary[@type='html']", namespaces=ATOM)]

    assert any("&lt;script&gt;1&lt;/script&gt;" in one for one in told)
    assert not any("<" in one for one in told)


def test_feed_is_sent_once_for_a_version(changed, visitor: Client) -> None:
    mark = visitor.get("/changes/feed.atom").headers["ETag"]

    assert visitor.get("/changes/feed.atom", headers={"If-None-Match": mark}).status_code == 304
