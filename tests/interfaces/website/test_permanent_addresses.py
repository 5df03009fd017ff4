"""Addresses that go on saying what they said: past states of plans, commitments and owners; and one to embed."""

import pytest
from django.test import Client
from lxml import html

from tests.interfaces.website import reading

EMBEDDED = "/plans/answer-2023/EA-01/embed/"
PAST = ("/plans/open-doors-2016/", "/plans/open-doors-2016/OD-1a/", "/owners/northmark-partnership/")


@pytest.mark.parametrize("address", PAST)
def test_page_gives_its_lasting_address_which_speaks_of_the_same_day(visitor: Client, address: str) -> None:
    said = reading.words(visitor.get(f"{address}?as_of=2018-01-01"))

    assert f"http://testserver{address}?as_of=2018-01-01" in said
    assert "As the documents held told it on 1 January 2018" in said
    assert f"http://testserver{address}?as_of=" in reading.words(visitor.get(address))


def test_past_state_knows_nothing_of_what_came_later(visitor: Client) -> None:
    before = reading.words(visitor.get("/plans/open-doors-2016/OD-1a/?as_of=2018-01-01"))
    after = reading.words(visitor.get("/plans/open-doors-2016/OD-1a/?as_of=2019-06-01"))

    assert "Complete, as reported" not in before
    assert "Complete, as reported" in after
    assert "Plan ended" not in after
    assert visitor.get("/plans/answer-2023/?as_of=2018-01-01").status_code == 404


def test_embedded_commitment_may_be_framed_and_nothing_else_may(visitor: Client) -> None:
    embedded, whole = visitor.get(EMBEDDED), visitor.get("/plans/answer-2023/EA-01/")

    assert "frame-ancestors *" in embedded.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded.headers
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
    assert whole.headers["X-Frame-Options"] == "DENY"


def test_embedded_address_that_leads_nowhere_may_not_be_framed(visitor: Client) -> None:
    answer = visitor.get("/plans/answer-2023/EA-98/embed/")

    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_embedded_commitment_runs_nothing_asks_nobody_and_keeps_nothing(visitor: Client) -> None:
    answer = visitor.get(EMBEDDED)
    page = html.document_fromstring(answer.content)

    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    assert page.xpath("//script | //img | //iframe | //form | //object") == []
    assert reading.inline_code(answer.content) == []
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert len(answer.content) < 8 * 1024


def test_embedded_commitment_says_what_is_known_of_the_day_and_leads_to_its_page(visitor: Client) -> None:
    answer = visitor.get(f"{EMBEDDED}?as_of=2024-01-01")
    said = reading.words(answer)

    assert "Buy kits for all three areas" in said
    assert "Not independently checked" in said
    assert "As at 1 January 2024" in said
    assert 'href="http://testserver/plans/answer-2023/EA-01/?as_of=2024-01-01"' in answer.content.decode()


def test_page_shows_how_to_embed_it(visitor: Client) -> None:
    assert f'<iframe src="http://testserver{EMBEDDED}"' in reading.words(visitor.get("/plans/answer-2023/EA-01/"))
