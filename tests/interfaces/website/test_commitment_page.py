"""The page of one commitment: claim beside check, wording with its place, nothing before its day."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from tests.interfaces.website import reading
from tideturn.engines.plans.models import (
    AreaDelivery,
    Attachment,
    Commitment,
    DueDateRevision,
    Organisation,
    Position,
    Quotation,
    Verdict,
)
from tideturn.interfaces import design

PAGE = "/plans/listening-report-2022/LR-01/"


@pytest.fixture
def kits(register) -> Commitment:
    """A recommendation that is reported complete."""
    return Commitment.objects.get(local_id="LR-01")


def said(visitor: Client, address: str = PAGE) -> str:
    return reading.words(visitor.get(address))


def test_page_says_who_asked_who_answers_and_why_it_is_due(visitor: Client) -> None:
    words = said(visitor)

    assert "Who asked Listening Commission" in words
    assert "Of whom it is asked Government of Estmark" in words
    assert "Who answers for it Estmark Health Service" in words
    assert "from 15 March 2022" in words


def test_title_is_neutral(visitor: Client) -> None:
    assert b"<title>LR-01, What We Heard \xe2\x80\x93 Tideturn</title>" in visitor.get(PAGE).content


def test_claim_without_a_check_says_so_beside_it(visitor: Client) -> None:
    words = said(visitor)

    assert "Complete · Estmark Health Service, 30 June 2024 Its owner’s own account" in words
    assert "What an independent check found Not independently checked." in words


def test_verdict_stands_beside_the_claim_from_its_day_on(visitor: Client, kits: Commitment) -> None:
    office = Organisation.objects.get(id="estmark-audit-office")
    Verdict.objects.create(
        commitment=kits, value="partly_met", author="An Auditor", organisation=office, stated_on=date(2025, 1, 10),
        reason="Two areas of three.",
    )  # fmt: skip

    assert "Partly met · An Auditor, Estmark Audit Office, 10 January 2025 Two areas of three." in said(visitor)
    assert "Not independently checked." in said(visitor, f"{PAGE}?as_of=2025-01-09")


def test_claim_is_not_told_before_its_day(visitor: Client) -> None:
    words = said(visitor, f"{PAGE}?as_of=2023-06-01")

    assert "Under way" in words
    assert "30 June 2024" not in words


def test_silence_is_said_as_silence(visitor: Client) -> None:
    words = said(visitor, "/plans/listening-report-2022/LR-08/")

    assert "Nothing in the documents held, to 1 February 2023." in words
    assert "Not heard of is not undone" in words
    assert "Nobody is named. The sentence does not say who is to act." in words


def test_wording_that_is_not_attached_says_where_to_read_it_and_how_to_attach_it(visitor: Client) -> None:
    words = said(visitor)

    assert "The wording as published is not attached to this copy" in words
    assert "tideturn plans attach FILE" in words


def test_wording_that_is_attached_is_quoted_with_its_place(visitor: Client, kits: Commitment) -> None:
    attachment = Attachment.objects.create(
        plan=kits.plan, document=kits.plan.documents.first(), file_name="report.txt", sha256="0" * 64, layout="x",
        attached_by="tests",
    )  # fmt: skip
    Quotation.objects.create(
        commitment=kits, attachment=attachment, part="text", wording="Kits <b>near</b> all.\nSoon.", first_lines=[3, 9],
        last_lines=[4, 9],
    )  # fmt: skip
    answer = visitor.get(PAGE)

    assert "Lines 3 to 4, 9 of the attached file report.txt" in reading.words(answer)
    assert b"<p>Kits &lt;b&gt;near&lt;/b&gt; all.</p><p>Soon.</p>" in answer.content
    assert "is not attached" not in reading.words(answer)


def test_later_date_stands_beside_the_first(visitor: Client, kits: Commitment) -> None:
    DueDateRevision.objects.create(
        commitment=kits, due_date=date(2026, 1, 1), decided_on=date(2024, 1, 5),
        by=Organisation.objects.get(id="government-of-estmark"), reason="Roads first.", source="Letter",
    )  # fmt: skip
    words = said(visitor)

    assert "By 1 January 2026" in words
    assert "First due on" in words
    assert "to 1 January 2026, by Government of Estmark on 5 January 2024: Roads first." in words


def test_what_every_area_must_do_says_that_no_position_is_held(visitor: Client, kits: Commitment) -> None:
    assert "Every area must do this. No area’s position is held." in said(visitor)

    AreaDelivery.objects.create(
        commitment=kits,
        area_scheme="areas",
        area_code="E01",
        status="complete",
        stated_on=date(2024, 1, 1),
        source="Count",
    )
    assert "No area’s position is held." not in said(visitor)
    assert "E01" in said(visitor)


def test_money_shows_parts_and_counts_no_pound_twice(visitor: Client) -> None:
    words = said(visitor, "/plans/answer-2023/EA-01/")

    assert "In all: £3,500,000" in words
    assert "4,500,000" not in words
    assert "part of the sum above, and counted there" in words


def test_story_is_told_and_second_best_readings_stand_apart(visitor: Client) -> None:
    words = said(visitor)

    assert "FS-002" in words
    assert "continues" in words
    assert "The same in words" in words
    assert "Beside the story" in words


def test_story_as_at_a_day_knows_no_later_plan(visitor: Client) -> None:
    assert "EA-01" in said(visitor)
    assert "EA-01" not in said(visitor, f"{PAGE}?as_of=2022-12-31")


def test_alternative_reading_is_not_drawn_as_story(visitor: Client) -> None:
    words = said(visitor, "/plans/listening-report-2022/LR-02/")

    assert "is known to be the same promise." in words
    assert "Second-best readings" in words
    assert "Responds to it: EA-00" in words
    assert "a second-best reading" in words


def test_changes_of_the_record_name_nobody(visitor: Client, kits: Commitment) -> None:
    words = said(visitor)

    assert "Changes of this page’s own record" in words
    assert "loaded from the pack example" in words
    assert "tests" not in words.split("Changes of this page’s own record")[1].split("This page speaks")[0]


def test_citation_keeps_the_day(visitor: Client) -> None:
    assert "http://testserver/plans/listening-report-2022/LR-01/?as_of=" in said(visitor)


def test_citation_names_the_public_address_where_one_is_set(visitor: Client, settings) -> None:
    settings.SITE_ADDRESS = "https://promises.example/"

    assert "https://promises.example/plans/listening-report-2022/LR-01/?as_of=" in said(visitor)


def test_paragraphs_of_what_somebody_wrote_stay_apart(kits: Commitment, visitor: Client) -> None:
    owner = Organisation.objects.get(pk="government-of-estmark")
    Position.objects.create(
        commitment=kits, note="Bought.\n\nHanded out.", stated_on=date(2024, 1, 1), by=owner, source="x"
    )
    style = (Path(design.__file__).parent / "static" / "design" / "site.css").read_text("utf-8")

    assert '<p class="tt-as-written">Bought.\n\nHanded out.</p>' in visitor.get(PAGE).content.decode()
    assert '<span class="tt-small tt-as-written">' in visitor.get("/changes/").content.decode()
    assert ".tt-as-written { white-space: pre-line; }" in style
