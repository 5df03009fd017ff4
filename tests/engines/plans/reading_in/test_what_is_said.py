"""Sums, answers and positions that a document prints are shown as part of the draft, and taken over with it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.engines.plans.reading_in.conftest import ABOUT, LANTERN
from tideturn.engines.plans import money, queries
from tideturn.engines.plans.models import Money, PlanDraft, Position
from tideturn.engines.plans.reading_in import deciding, publishing
from tideturn.engines.plans.reading_in.errors import NoSum
from tideturn.engines.plans.reading_in.sums import as_text, read_sums, readable, sums_in
from tideturn.engines.plans.words import Nature
from tideturn.methods.reading.answers import answer_of
from tideturn.methods.reading.money import find_money

ASKED = replace(ABOUT, plan_slug="lantern-2026", nature=Nature.ASKED)
TODAY = date(2026, 6, 1)


def first_of(reading) -> PlanDraft:
    return PlanDraft.objects.get(reading_in=reading, order=1)


@pytest.fixture
def published(read_in, accept_all, publisher):
    """The invented report, read in and published."""
    reading = read_in(LANTERN, ASKED, "lantern.md")
    accept_all(reading)
    return publishing.publish(reading_id=reading.pk, by=publisher).plan


def test_a_draft_holds_what_is_printed_each_with_its_lines(read_in):
    draft = first_of(read_in(LANTERN, ASKED, "lantern.md"))

    assert as_text(sums_in(draft.money)).splitlines() == [
        "up to £300,000 per year",
        "£9 million",
        "of which £2 million",
    ]
    assert (draft.status, draft.status_as_written, draft.acceptance) == ("under_way", "Under way", "in_part")
    assert draft.places["money"] == draft.places["status"] == [[7, 7]]


def test_sums_are_taken_over_and_none_is_counted_twice(published):
    rows = Money.objects.filter(commitment__plan=published).order_by("id")

    assert [(one.amount, one.per, one.bound, one.part_of and one.part_of.amount) for one in rows] == [
        (300_000, "year", "up_to", None),
        (9_000_000, "", "", None),
        (2_000_000, "", "", 9_000_000),
    ]
    assert {one.document_id for one in rows} == {"lantern-2026-document"}
    totals = money.totals(TODAY, plan_id=published.pk)
    assert [(one.amount, one.per) for one in totals] == [(9_000_000, ""), (300_000, "year")]


def test_positions_and_answers_are_the_publishers_as_at_the_day_of_the_plan(published):
    lit = queries.commitment(published.pk, "L-001", TODAY)
    mended = queries.commitment(published.pk, "L-002", TODAY)
    position = Position.objects.get(commitment=lit)

    assert (lit.status_value, lit.acceptance_value) == ("under_way", "in_part")
    assert (mended.status_value, mended.acceptance_value) == ("paused", "declined")
    assert (position.by_id, position.stated_on, position.origin) == (ABOUT.publisher, ABOUT.published, "document")
    assert (position.as_written, position.source) == ("Under way", f"{ABOUT.title}, line 7")
    assert lit.acceptances.get().basis == "reading", "which answer it is, is a person's reading of the words"


def test_what_a_person_took_out_is_not_published(read_in, accept_all, publisher):
    """The planted fault: what was read is wrong, and whoever reads it says so before it is public."""
    reading = read_in(LANTERN, ASKED, "lantern.md")
    words = replace(deciding.words_of(first_of(reading)), money=(), status="", acceptance="")
    deciding.edit(draft_id=first_of(reading).pk, words=words, by=publisher)
    accept_all(reading)
    plan = publishing.publish(reading_id=reading.pk, by=publisher).plan

    assert not Money.objects.filter(commitment__plan=plan).exists()
    item = queries.commitment(plan.pk, "L-001", TODAY)
    assert (item.status_value, item.acceptance_value) == ("", "no_answer_held")


def test_split_and_join_keep_every_sum(read_in, publisher):
    text = "# Plan\n\n- The Board should spend £2 million on lamps by May 2030. It should give £3 million to nurses.\n"
    draft = first_of(read_in(text, None, "board.md"))

    first, second = deciding.split(draft_id=draft.pk, second_begins="It should give", by=publisher)
    assert [[one.amount for one in sums_in(half.money)] for half in (first, second)] == [[2_000_000], [3_000_000]]

    whole = deciding.join(draft_id=draft.pk, by=publisher)
    assert [one.amount for one in sums_in(whole.money)] == [2_000_000, 3_000_000]


@pytest.mark.parametrize(
    "printed",
    [
        "£2m",
        "up to £300,000 per year",
        "£2m–£3m",
        "between £2m and £3m",
        "over £1.5 billion",
        "We give £9 million, of which £4 million a year and £5 million",
        "£2m of the £9m fund",
        "£10m, including £4m, made up of £3m and £1m",
        "£0",
    ],
)
def test_sums_written_out_are_read_again_as_they_were(printed):
    sums = readable(find_money([printed]))

    again = read_sums(as_text(sums))

    assert [(one.amount, one.per, one.bound, one.part_of) for one in again] == [
        (one.amount, one.per, one.bound, one.part_of) for one in sums
    ]


@pytest.mark.parametrize("line", ["much", "£1m and £2m", "of which £1m", "£0", "£999999999999999 billion"])
def test_what_is_no_single_sum_is_refused(line):
    with pytest.raises(NoSum):
        read_sums(line)


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        ("Accepted. We will.", "accepted"),
        ("We fully accept this.", "accepted"),
        ("Response: Agreed", "accepted"),
        ("Accepted in principle, when money allows.", "in_part"),
        ("Partially accepted.", "in_part"),
        ("Not accepted. Lamps last.", "declined"),
        ("We do not accept that.", "declined"),
        ("Under consideration.", "under_consideration"),
        ("We welcome the report, and accept its spirit.", None),
        ("Acceptable standards are kept.", None),
        ("", None),
    ],
)
def test_an_answer_is_told_by_its_first_words_or_not_at_all(response, answer):
    assert answer_of(response) == answer
