"""What is said here counts from the day on which it is published: nobody changes by it how things stood before."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils.timezone import localdate as today

from tests.engines.plans.speakers import AUDITORS
from tests.engines.plans.test_owners_table import changed, read, taken_away
from tests.engines.plans.test_stating import handed_in
from tideturn.engines.plans import queries
from tideturn.engines.plans.actions import publishing, publishing_tables, uploading
from tideturn.engines.plans.actions.judging import judge
from tideturn.engines.plans.words import VerdictValue
from tideturn.foundations.access.acting import acting

pytestmark = pytest.mark.django_db
EARLIER = date(2026, 3, 31)


def standing(on: date) -> tuple[str, str, date | None, str, str]:
    """How one commitment stood on a day."""
    held = queries.commitment("answer-2023", "EA-01", on)
    return (
        held.status_value, held.acceptance_value, held.current_due_date, held.current_condition, held.verdict_value,
    )  # fmt: skip


def published(speakers) -> None:
    later = {"due_date": today() + timedelta(days=400), "due_reason": "The kits come by ship (invented)."}
    made = handed_in(speakers.editor, stated_on=EARLIER, status="complete", condition="With a key (invented)", **later)
    with acting(speakers.publisher):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)


def test_word_of_an_earlier_day_changes_no_day_before_it_was_published(speakers):
    yesterday = today() - timedelta(days=1)
    before = standing(EARLIER), standing(yesterday)
    published(speakers)

    assert (standing(EARLIER), standing(yesterday)) == before
    assert standing(today())[0] == "complete"
    position = queries.commitment("answer-2023", "EA-01", today()).positions.last()
    assert position.source == "Government of Estmark, in this register, as it stood on 31 March 2026"


def test_word_that_was_published_then_is_seen_on_that_day(speakers):
    """The control: the same words, said in time, do change how that day stands."""
    before = standing(EARLIER)
    with time_machine.travel(EARLIER):
        published(speakers)

    assert standing(EARLIER)[0] == "complete" != before[0]
    assert standing(EARLIER)[2] != before[2]


def test_table_of_an_earlier_day_changes_no_day_before_it_was_published(speakers):
    yesterday = today() - timedelta(days=1)
    before = standing(EARLIER), standing(yesterday)
    cells = {"status": "complete", "as_it_stood_on": EARLIER.isoformat(), "new_due": "2027-09-01", "why_new_due": "x"}
    held = read(changed(taken_away(speakers.editor), **cells), speakers.editor)
    with acting(speakers.editor):
        uploading.hand_in(upload_id=held.pk, on=today(), by=speakers.editor)
    with acting(speakers.publisher):
        publishing_tables.publish(upload_id=held.pk, by=speakers.publisher)

    assert (standing(EARLIER), standing(yesterday)) == before
    assert standing(today())[0] == "complete"


def test_verdict_found_earlier_counts_from_when_it_is_given_and_says_when_it_was_found(speakers):
    before = standing(EARLIER)
    with acting(speakers.reviewer), transaction.atomic():
        held = queries.commitment("answer-2023", "EA-01", today())
        found = {"value": VerdictValue.NOT_MET, "reason": "We counted none (invented).", "stated_on": EARLIER}
        made = judge(commitment=held, body_id=AUDITORS, **found, by=speakers.reviewer)

    assert standing(EARLIER) == before
    assert standing(today())[4] == "not_met"
    assert made.reason == "Found on 31 March 2026: We counted none (invented)."
