"""Clocks that ran out are raised once each, oldest first, whatever stands in the way of one of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.engines.pathways.committed import committed
from tests.foundations.conftest import SET_UP
from tideturn.engines.pathways import notices, raising
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case, Clock, Entry, Notice
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.models import Team
from tideturn.foundations.audit.models import Entry as Audited
from tideturn.foundations.delivery.models import Message

__all__ = ["committed"]
CLOCKS = system_actor("clocks")
AT_ONCE = 60


def kept(model, **conditions):
    with acting(CLOCKS):
        return list(model.objects.filter(**conditions).order_by("pk"))


def set_clocks(**changes) -> None:
    with acting(CLOCKS):
        Clock.objects.update(**changes)


def outlast(clock: str, **changes) -> None:
    """Let a clock have run out some minutes ago."""
    with acting(CLOCKS):
        due = database_now() - timedelta(minutes=5)
        Clock.objects.filter(clock=clock).update(due_at=due, **changes)


def test_clock_is_raised_once_to_those_the_pathway_names(case, duty_lead, northmark):
    manager = northmark.user("Max", "agency-manager")
    outlast("first-review")

    assert raising.raise_due() == 1
    assert raising.raise_due() == 0

    assert {notice.to_user_id for notice in kept(Notice, kind="clock-raised")} == {duty_lead.user_id, manager.pk}
    assert len(kept(Message, kind="clock-raised")) == 2
    assert [entry.data["clock"] for entry in kept(Entry, kind="clock-raised")] == ["first-review"]
    with acting(system_actor("audit")):
        assert Audited.objects.filter(subject=case.id, action="clock-raised", agency="system").count() == 1


def test_raised_clock_runs_on_until_it_is_answered(case, worker, write):
    outlast("first-attempt")
    raising.raise_due()
    assert [clock.status for clock in kept(Clock, clock="first-attempt")] == ["running"]

    write(worker, case, Kind.CONTACT_LOGGED, channel="phone", result="no-answer")
    [clock] = kept(Clock, clock="first-attempt")
    assert (clock.status, clock.raised_at is not None) == ("stopped", True)


def test_warning_goes_to_the_first_who_is_named_and_before_the_end(case, duty_lead, northmark):
    northmark.user("Max", "agency-manager")
    with acting(CLOCKS):
        now = database_now()
        Clock.objects.filter(clock="first-attempt").update(warn_at=now, due_at=now + timedelta(hours=4))

    assert (raising.warn_due(), raising.warn_due(), raising.raise_due()) == (1, 0, 0)
    assert [notice.to_user_id for notice in kept(Notice, kind="clock-warning")] == [duty_lead.user_id]


def test_paused_clock_is_not_raised(case, worker, write):
    write(worker, case, Kind.CLOCK_PAUSED, clock="first-attempt", reason="in-custody")
    assert raising.raise_due() == 0


def test_outage_is_caught_up_oldest_first(make_case):
    cases = [make_case(hours_ago=24 * days) for days in (9, 30, 20)]
    assert raising.raise_due(limit=3) == 3
    first = {notice.case_id for notice in kept(Notice, kind="clock-raised")}

    assert first == {cases[1].id}, "all of the oldest before any of a younger"
    assert raising.clear(limit=2) == 6
    assert len(kept(Entry, kind="clock-raised")) == 9


def test_poison_row_blocks_no_other_and_is_given_to_people(make_case, monkeypatch):
    poisoned, sound = make_case(), make_case()
    outlast("first-review")
    made = notices.made

    def refuse(case, **choices):
        if case.id == poisoned.id and choices["kind"] != "poison-clock":
            raise ValueError("planted")
        return made(case, **choices)

    monkeypatch.setattr(notices, "made", refuse)
    raising.raise_due()
    assert [notice.case_id for notice in kept(Notice, kind="clock-raised")] == [sound.id]
    for _ in range(raising.TRIES_AT_MOST - 1):
        assert raising.raise_due() == 0, "it waits before it is tried again"
        set_clocks(try_again_at=None)
        raising.raise_due()

    [clock] = kept(Clock, case=poisoned.id, clock="first-review")
    assert clock.given_up_at is not None
    assert "ValueError: planted" in clock.trouble
    assert {notice.case_id for notice in kept(Notice, kind="poison-clock")} == {poisoned.id}
    assert len(kept(Entry, kind="clock-raised")) == 1, "nothing of a row that failed is kept by halves"


@pytest.mark.parametrize("change", [{"clock": "of-yesterday"}, {"pathway": "gone"}])
def test_clock_that_the_pack_no_longer_names_is_given_to_people_and_never_lost(
    case, national_queue, worker, write, change
):
    outlast("first-review")
    with acting(CLOCKS):
        if "clock" in change:
            Clock.objects.filter(clock="first-review").update(**change)
        else:
            Case.objects.update(**change)
    if "clock" in change:
        write(worker, case, Kind.NOTE_ADDED, text="Does not stop it")
    for _ in range(raising.TRIES_AT_MOST):
        set_clocks(try_again_at=None)
        raising.raise_due()

    assert kept(Notice, kind="poison-clock")
    assert kept(Clock, status="running", given_up_at__isnull=False)

    raising.try_given_up()
    raising.raise_due()
    assert kept(Clock, status="running", given_up_at__isnull=False), "what is not mended stays with people"
    assert len(kept(Notice, kind="poison-clock")) == len({one.key for one in kept(Notice, kind="poison-clock")})


def test_clock_given_to_people_is_raised_once_what_kept_it_is_mended(case):
    outlast("first-review")
    with acting(CLOCKS):
        Case.objects.update(pathway="gone")
    for _ in range(raising.TRIES_AT_MOST):
        set_clocks(try_again_at=None)
        raising.raise_due()
    with acting(CLOCKS):
        Case.objects.update(pathway="near-fatal-overdose")
    assert raising.raise_due() == 0, "nothing tries it again by itself"

    assert raising.try_given_up() == 1
    raising.raise_due()

    assert [notice.case_id for notice in kept(Notice, kind="clock-raised")] == [case.id]
    assert raising.try_given_up() == 0


def test_row_written_by_the_worker_meanwhile_is_not_undone(case, worker, write, monkeypatch):
    from tideturn.engines.pathways.actions import keeping

    read = keeping._set

    def raised_meanwhile(row, *arguments):
        with acting(CLOCKS):
            Clock.objects.filter(pk=row.pk).update(raised_at=database_now())
        return read(row, *arguments)

    monkeypatch.setattr(keeping, "_set", raised_meanwhile)
    write(worker, case, Kind.CONTACT_LOGGED, channel="phone", result="no-answer")
    assert all(clock.raised_at for clock in kept(Clock, clock="first-attempt"))


def many_overdue() -> None:
    with acting(SET_UP):
        agencies.ensure_national_queue(by=SET_UP)
        _, team = agencies.create_agency(name="At once", kind="drug-and-alcohol-service", areas=[], by=SET_UP)
    with acting(system_actor("intake")):
        now = database_now()
        team = Team.objects.get(pk=team.pk)
        cases = Case.objects.bulk_create(
            Case(
                reference=f"CAS-{number}",
                pathway="near-fatal-overdose",
                team=team,
                opened_at=now,
                stage="received",
                stage_since=now,
            )
            for number in range(AT_ONCE)
        )
        Clock.objects.bulk_create(
            Clock(case=case, clock="first-review", started_at=now, due_at=now - timedelta(minutes=number))
            for number, case in enumerate(cases)
        )


def clear_and_leave(_worker: int) -> int:
    from django.db import connection

    try:
        return raising.clear(limit=7)
    finally:
        connection.close()


def test_two_workers_at_once_raise_each_clock_once(committed):
    many_overdue()
    with ThreadPoolExecutor(2) as pool:
        dealt = list(pool.map(clear_and_leave, range(2)))

    assert sum(dealt) == AT_ONCE
    assert min(dealt) > 0, "neither waited for the other to be done"
    assert len(kept(Entry, kind="clock-raised")) == AT_ONCE
    assert len({notice.case_id for notice in kept(Notice)}) == AT_ONCE


def test_want_of_memory_is_not_held_against_the_clock(case, monkeypatch):
    outlast("first-review")

    def starve(*parts):
        raise MemoryError

    with monkeypatch.context() as starved:
        starved.setattr(raising, "_speak_up", starve)
        with pytest.raises(MemoryError):
            raising.raise_due()

    assert [(clock.tries, clock.try_again_at) for clock in kept(Clock, clock="first-review")] == [(0, None)]
    assert raising.raise_due() == 1
