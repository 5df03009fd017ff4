"""Of what people found wrong one letter a day tells, to whoever keeps the entry and to its partnership."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.engines.directory.conftest import BY
from tests.engines.directory.upkeep import keepers, kept
from tests.foundations.conftest import make_place
from tideturn.engines.directory.actions.digesting import tell
from tideturn.engines.directory.actions.reporting import Fault, answer, report_wrong
from tideturn.engines.directory.models import Reported
from tideturn.engines.directory.words import Outcome, Wrong
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import User
from tideturn.foundations.delivery.models import Message

__all__ = ["make_place"]
MONDAY = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def people(make_place):
    return keepers(make_place)


@pytest.fixture
def warm(bring, people):
    return kept(bring, people)


def found_wrong(service) -> Reported:
    with acting(BY):
        return report_wrong(service=service, fault=Fault(Wrong.HOURS, "It shuts at four."), key=uuid.uuid4(), by=BY)


def letters() -> list[str]:
    with acting(system_actor("delivery")):
        return sorted(Message.objects.filter(kind="reports-wait").values_list("recipient", flat=True))


def told_on(*days: int) -> list[int]:
    """Return how many letters there are after the worker was at work on some days, by their numbers from Monday."""
    counts = []
    for day in days:
        with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
            tell()
            tell()
            counts.append(len(letters()))
    return counts


def test_all_of_a_day_is_one_letter_to_each_on_the_day_after(people, warm):
    with time_machine.travel(MONDAY, tick=False):
        found_wrong(warm), found_wrong(warm)
        assert tell() == 0

    assert told_on(1) == [2]
    assert letters() == sorted(["desk@harbour.example", User.objects.get(pk=people.approver.user_id).email])
    with acting(system_actor("delivery")):
        assert {one.link for one in Message.objects.all()} == {"/workspace/directory/wrong/"}


def test_nothing_new_is_no_letter_until_it_has_waited_long_and_then_one_a_week(people, warm):
    with time_machine.travel(MONDAY, tick=False):
        found_wrong(warm)

    assert told_on(1, 2, 9, 13, 14, 15, 20, 21) == [2, 2, 2, 2, 4, 4, 4, 6]


def test_a_worker_that_was_away_tells_of_three_days_at_once(people, warm):
    for day in range(3):
        with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
            found_wrong(warm)

    assert told_on(5) == [2]


def test_what_is_answered_is_told_no_more(people, warm):
    with time_machine.travel(MONDAY, tick=False):
        report = found_wrong(warm)
        with acting(people.approver):
            answer(reference=report.reference, outcome=Outcome.RIGHT, words="It is right.", by=people.approver)

    assert told_on(1) == [0]
