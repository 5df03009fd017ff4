"""What changed: each change once, and nothing that came in with its plan."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tideturn.engines.plans.happenings import happenings, told
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Commitment, DueDateRevision, Money, Organisation, Plan, Position

TODAY = timezone.localdate()


def all_told(**asked):
    """Return everything that changed up to today."""
    return told(happenings(TODAY, **asked))


def report(on: date = date(2024, 1, 1)) -> Position:
    """Report something of a commitment that is in the register already."""
    owner = Organisation.objects.get(pk="government-of-estmark")
    commitment = Commitment.objects.get(local_id="EA-01")
    return Position.objects.create(commitment=commitment, status="under_way", stated_on=on, by=owner, source="A letter")


@pytest.fixture
def known(register):
    """How many happenings there are before anything is done."""
    return len(all_told())


def test_plan_that_comes_in_is_one_happening(register) -> None:
    found = all_told()

    assert {one.concerns for one in found} == {"Plan"}
    assert {one.plan.pk for one in found} == set(Plan.objects.values_list("pk", flat=True))


def test_happenings_hold_each_change_with_what_it_said_before(known: int) -> None:
    with because(by="tests", reason="a return"):
        position = report()
    with because(by="tests", reason="a slip of the pen"):
        position.note = "Now with a note"
        position.save()
    latest, first = all_told()[: len(all_told()) - known]

    assert (first.did, first.says.status, first.said) == ("insert", "under_way", None)
    assert (latest.did, latest.fields, latest.said.note) == ("update", ("note",), "")
    assert latest.commitment.local_id == "EA-01"


def test_happenings_without_a_reason_are_told_too(known: int) -> None:
    report()

    assert len(all_told()) == known + 1


def test_commitment_that_comes_later_is_told_once_with_all_that_hangs_on_it(known: int) -> None:
    with because(by="tests", reason="a new edition"):
        plan = Plan.objects.get(pk="answer-2023")
        new = Commitment.objects.create(plan=plan, local_id="EA-99", kind="promise", title="One more", order=99)
        Money.objects.create(commitment=new, key="a", as_written="£1", amount=1)
        Commitment.objects.filter(pk=new.pk).update(order=100)

    assert len(all_told()) == known + 1
    assert (all_told()[0].concerns, all_told()[0].did) == ("Commitment", "insert")


def test_later_dates_are_told(known: int) -> None:
    commitment = Commitment.objects.get(local_id="EA-01")
    DueDateRevision.objects.create(
        commitment=commitment, due_date=date(2026, 1, 1), decided_on=date(2024, 6, 1),
        by=Organisation.objects.get(pk="government-of-estmark"), reason="No builder", source="A letter",
    )  # fmt: skip

    assert [one.says.due_date for one in all_told()[: len(all_told()) - known]] == [date(2026, 1, 1)]


def test_happenings_of_some_days_leave_out_the_others(known: int) -> None:
    report()

    assert all_told(since=TODAY + timedelta(days=1)) == ()
    assert told(happenings(TODAY - timedelta(days=1))) == ()


def test_happenings_of_a_page_ask_no_more_for_more_rows(known: int, django_assert_max_num_queries) -> None:
    for day in range(1, 21):
        report(date(2024, 1, day))
    with django_assert_max_num_queries(5):
        told(happenings(TODAY)[:20])
