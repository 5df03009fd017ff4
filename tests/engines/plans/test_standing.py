"""The database and the method agree: how a commitment stands is the same by both, on every day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tideturn.engines.plans import models
from tideturn.engines.plans.register import CLAIMED_NOT_VERIFIED, SILENT
from tideturn.engines.plans.words import AcceptanceValue, Status
from tideturn.methods.promises.standing import Facts, standing

EDGES = (-91, -90, -89, -1, 0, 1)


def agree(day: date) -> int:
    """Compare every commitment on one day; return how many there were."""
    found = list(models.Commitment.objects.as_of(day).select_related("plan"))
    for item in found:
        facts = Facts(
            due=item.current_due_date,
            is_open_ended=item.is_open_ended,
            acceptance=item.acceptance_value,
            status=item.status_value or None,
            last_heard=item.last_heard_on,
            verdict=item.verdict_value or None,
            plan_ended=item.plan.state_since,
        )
        by_method = standing(facts, on=day)
        assert item.timing == by_method.timing, f"{item} on {day}"
    silent = set(models.Commitment.objects.as_of(day).filter(SILENT))
    unverified = set(models.Commitment.objects.as_of(day).filter(CLAIMED_NOT_VERIFIED))
    assert silent == {item for item in found if item.last_heard_on is None}
    assert unverified == {item for item in found if item.status_value == "complete" and not item.verdict_value}
    return len(found)


def days_that_matter() -> set[date]:
    """Return each day on which something is due, ends or is said, and the days around it."""
    days = set(models.Commitment.objects.exclude(due_date=None).values_list("due_date", flat=True))
    days |= set(models.Plan.objects.exclude(state_since=None).values_list("state_since", flat=True))
    days |= set(models.Plan.objects.values_list("published", flat=True))
    for table in (models.Position, models.Acceptance, models.Response):
        days |= set(table.objects.exclude(stated_on=None).values_list("stated_on", flat=True))
    return {day + timedelta(days=shift) for day in days for shift in EDGES}


def test_timing_is_that_of_the_method_on_every_day_that_matters(register):
    assert sum(agree(day) for day in sorted(days_that_matter())) > 1500


def test_timing_is_that_of_the_method_in_the_real_country(scottish_register):
    for year in range(2008, 2031):
        agree(date(year, 7, 21))
    assert agree(date(2026, 1, 1)) > 250


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    due=st.none() | DAYS,
    open_ended=st.booleans(),
    acceptance=st.none() | st.tuples(st.sampled_from(AcceptanceValue.values), DAYS),
    status=st.none() | st.tuples(st.sampled_from(Status.values), DAYS),
    revised=st.none() | st.tuples(DAYS, DAYS),
    ended=st.none() | DAYS,
    on=DAYS,
)
@example(due=date(2024, 1, 1), open_ended=False, acceptance=None, status=None, revised=None, ended=None, on=date.max)
def test_timing_is_that_of_the_method_whatever_is_held(
    register, due, open_ended, acceptance, status, revised, ended, on
):
    from django.db import transaction

    with transaction.atomic():
        item = models.Commitment.objects.get(local_id="LR-08")
        plan_ends = {"state": "closed", "state_since": ended} if ended else {}
        models.Plan.objects.filter(id=item.plan_id).update(**plan_ends) if plan_ends else None
        models.Commitment.objects.filter(pk=item.pk).update(due_date=due, is_open_ended=open_ended and due is None)
        said_by = {"by_id": "government-of-estmark"}
        if acceptance:
            value, day = acceptance
            models.Acceptance.objects.create(
                commitment=item, value=value, stated_on=day, document_id="answer", **said_by
            )
        if status:
            models.Position.objects.create(
                commitment=item, status=status[0], stated_on=status[1], source="x", **said_by
            )
        if revised:
            models.DueDateRevision.objects.create(
                commitment=item, due_date=revised[0], decided_on=revised[1], reason="x", source="x", **said_by
            )
        agree(on)
        transaction.set_rollback(True)


def test_agree_finds_a_database_that_reckons_otherwise(register, monkeypatch):
    monkeypatch.setattr("tideturn.engines.plans.register.SOON", timedelta(days=30))

    with pytest.raises(AssertionError, match=r"on 2024-10-15"):
        agree(date(2024, 10, 15))


@pytest.mark.parametrize(
    ("local_id", "day", "timing"),
    [
        ("LR-02", date(2022, 12, 31), "due_soon"),  # the last day is in time
        ("LR-02", date(2023, 1, 1), "window_passed"),  # not accepted by then
        ("LR-02", date(2023, 2, 1), "overdue"),  # accepted, and past its day
        ("LR-01", date(2023, 3, 16), "overdue"),
        ("LR-01", date(2024, 6, 29), "overdue"),
        ("LR-01", date(2024, 6, 30), "finished"),
        ("LR-03", date(2025, 3, 16), "window_passed"),  # declined: never overdue
        ("LR-04", date(2025, 3, 16), "window_passed"),
        ("LR-06", date(2030, 1, 1), "window_passed"),
        ("FS-002", date(2014, 1, 1), "open_ended"),
        ("FS-002", date(2016, 2, 1), "plan_ended"),
        ("FS-004", date(2014, 1, 1), "no_date"),
        ("OD-1b", date(2018, 12, 1), "overdue"),
        ("OD-1b", date(2020, 12, 30), "overdue"),
        ("OD-1b", date(2020, 12, 31), "plan_ended"),
        ("EA-02", date(2024, 12, 31), "due_soon"),
        ("EA-02", date(2024, 12, 30), "not_yet_due"),
        ("EA-02", date(2025, 4, 1), "overdue"),
    ],
)
def test_timing_over_time(register, local_id, day, timing):
    assert register.register(day).get(local_id=local_id).timing == timing


def test_acceptance_over_time_is_the_latest_answer_and_keeps_the_earlier(register):
    item = models.Commitment.objects.get(local_id="LR-04")
    for value, day in (("declined", date(2024, 1, 1)), ("accepted", date(2025, 1, 1))):
        models.Acceptance.objects.create(
            commitment=item, value=value, stated_on=day, by_id="government-of-estmark", document_id="answer"
        )

    def answer(day: date) -> str:
        return register.register(day).get(pk=item.pk).acceptance_value

    assert [answer(date(year, 6, 1)) for year in (2022, 2023, 2024, 2025)] == [
        "no_answer_held",
        "under_consideration",
        "declined",
        "accepted",
    ]
    held = register.commitment("listening-report-2022", "LR-04", date(2026, 1, 1)).acceptances.all()
    assert [one.value for one in held] == ["under_consideration", "declined", "accepted"]


def test_verdict_over_time_takes_a_claim_out_of_the_unverified(register):
    item = models.Commitment.objects.get(local_id="LR-01")
    models.Verdict.objects.create(
        commitment=item,
        value="not_met",
        author="A. Auditor (invented)",
        organisation_id="estmark-audit-office",
        stated_on=date(2025, 1, 10),
        reason="Two areas of three.",
    )

    def is_unverified(day: date) -> bool:
        return register.register(day, register.RegisterFilters(unverified=True)).filter(pk=item.pk).exists()

    assert [is_unverified(date(2024, 6, 29)), is_unverified(date(2025, 1, 9)), is_unverified(date(2025, 1, 10))] == [
        False,
        True,
        False,
    ]


def test_revised_date_counts_from_the_day_it_was_decided(register):
    item = models.Commitment.objects.get(local_id="LR-07")
    models.DueDateRevision.objects.create(
        commitment=item,
        due_date=date(2026, 1, 1),
        decided_on=date(2025, 6, 1),
        by_id="government-of-estmark",
        reason="More time",
        source="A letter",
    )

    def timing(day: date) -> str:
        return register.register(day).get(pk=item.pk).timing

    assert [timing(date(2025, 5, 31)), timing(date(2025, 6, 1)), timing(date(2026, 1, 2))] == [
        "overdue",
        "not_yet_due",
        "overdue",
    ]


def test_counts_are_those_of_the_list(register):
    for day in (date(2011, 1, 1), date(2019, 1, 1), date(2024, 8, 1)):
        items = list(register.register(day))
        counts = register.counts(day)

        assert counts.asked == len(items)
        assert counts.accepted == sum(item.acceptance_value in ("accepted", "in_part") for item in items)
        assert counts.claimed_complete == sum(item.status_value == "complete" for item in items)
        assert counts.checked == 0
        assert counts.silent == sum(item.last_heard_on is None for item in items)
        assert counts.overdue == sum(item.timing == "overdue" for item in items)
        assert counts.window_passed == sum(item.timing == "window_passed" for item in items)
        assert counts.due_soon == sum(item.timing == "due_soon" for item in items)


def test_longest_silent_names_open_plans_and_the_longest_unheard_first(register):
    found = [item.local_id for item in register.longest_silent(date(2024, 8, 1))]

    assert found == ["LR-05", "LR-06", "LR-08", "LR-03", "LR-02", "LR-04", "LR-07", "EA-00", "EA-01", "EA-03"]


def test_last_heard_counts_an_answer_given_after_the_plan_came_out(register):
    before = register.commitment("listening-report-2022", "LR-07", date(2023, 1, 31))
    after = register.commitment("listening-report-2022", "LR-07", date(2023, 2, 1))

    assert before.last_heard_on is None
    assert after.last_heard_on == date(2023, 2, 1)


def test_last_heard_does_not_count_the_makers_own_word_on_the_day_it_was_given(register):
    promise = register.commitment("answer-2023", "EA-01", date(2024, 8, 1))

    assert promise.acceptance_value == "accepted"
    assert promise.last_heard_on is None


@pytest.mark.parametrize(
    ("name", "owned"), [("local-partnerships", {"LR-05"}), ("national-kit-coordinator", {"LR-02"})]
)
def test_register_of_an_owner_holds_what_it_owns_and_not_what_it_is_named_in(register, name, owned):
    found = register.register(date(2024, 8, 1), register.RegisterFilters(owner=name))

    assert {item.local_id for item in found} == owned


def test_successors_of_are_named_with_their_day_and_source(register):
    [took_over] = register.successors_of(["board-of-healing"])

    assert (took_over.successor_id, took_over.on) == ("estmark-health-service", date(2016, 1, 1))
    assert took_over.source == "Invented Health Reform Act 2015"


def test_organisation_that_took_over_still_knows_from_whom(register):
    after = register.organisation("estmark-health-service", date(2026, 1, 1))

    assert [item.predecessor_id for item in after.inheritances.all()] == ["board-of-healing"]
    assert register.organisation("nobody", date(2026, 1, 1)) is None
