"""Two cases that are one are handed over, referred and written in as one, whoever writes and whatever they see."""

import uuid

import pytest

from tests.engines.pathways.conftest import PURPOSE
from tideturn.engines.pathways.actions import joining
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case, Clock, Entry
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.sharing.queries import kind_of_ground

WHY = "Both tell of the stairwell (invented)."
CONTACT = {"channel": "phone", "result": "spoke"}


@pytest.fixture
def sam(southmark, agreement):
    """A worker of Southmark's team."""
    return actor_for(southmark.user("Sam", "duty-lead"), purpose=PURPOSE)


@pytest.fixture
def pair(make_case, worker, write):
    """An earlier case, in which somebody spoke with the person, and a later one of the same team."""
    earlier, later = make_case(hours_ago=6), make_case(hours_ago=2)
    write(worker, earlier, Kind.CONTACT_LOGGED, **CONTACT)
    return earlier, later


@pytest.fixture
def join(duty_lead):
    """A function that joins the first case into the second."""

    def join(source, target):
        with acting(duty_lead):
            joining.join_cases(source_id=source.id, target_id=target.id, reason=WHY, by=duty_lead)

    return join


def now(case: Case) -> tuple[object, ...]:
    with acting(system_actor("clocks")):
        kept, told = Case.objects.get(pk=case.pk), state_of(case)
        running = sorted(Clock.objects.filter(case=case, status="running").values_list("clock", "started_at"))
        return kept.opened_at, kept.first_contact_at, kept.next_due_at, running, len(told.contacts)


def refer(write, by, case, place, **data) -> str:
    referral = uuid.uuid4()
    write(by, case, Kind.REFERRAL_SENT, entry_id=referral, to_team=str(place.team.pk), why="Please", **data)
    return str(referral)


@pytest.mark.parametrize("is_source_referred", [True, False])
def test_team_asked_into_one_of_two_sees_both_while_they_are_one_and_its_own_after(
    pair, join, duty_lead, sam, southmark, write, is_source_referred
):
    (source, target), referred = pair, pair[0 if is_source_referred else 1]
    other = target if is_source_referred else source
    refer(write, duty_lead, referred, southmark)
    join(source, target)
    with acting(sam):
        assert [kind_of_ground(case.id) for case in pair] == ["referral", "referral"]
    with acting(duty_lead):
        joining.part_cases(source_id=source.id, reason="Two after all.", by=duty_lead)

    with acting(sam):
        assert (kind_of_ground(referred.id), kind_of_ground(other.id)) == ("referral", None)


def test_referral_is_answered_in_the_case_that_goes_on_and_ends_the_sight_of_both(
    pair, join, duty_lead, sam, southmark, write
):
    source, target = pair
    referral = refer(write, duty_lead, source, southmark)
    join(source, target)
    write(sam, target, Kind.REFERRAL_DECLINED, referral=referral, reason="No place (invented)")

    with acting(sam):
        assert [kind_of_ground(case.id) for case in pair] == [None, None]


@pytest.mark.parametrize("is_referred_first", [True, False])
def test_whoever_writes_without_seeing_the_other_journal_loses_nothing_of_it(
    pair, join, duty_lead, sam, southmark, write, is_referred_first
):
    source, target = pair
    steps = [lambda: refer(write, duty_lead, target, southmark), lambda: join(source, target)]
    for step in steps if is_referred_first else steps[::-1]:
        step()
    before = now(target)

    write(sam, target, Kind.NOTE_ADDED, text="We know the house (invented).")
    assert now(target) == before
    assert before[0] == source.opened_at


def test_case_that_was_joined_is_handed_over_with_the_one_that_goes_on(
    pair, join, duty_lead, sam, southmark, northmark, write
):
    source, target = pair
    join(source, target)
    referral = refer(write, duty_lead, target, southmark, hands_over=True)
    before = now(target)[4]
    write(sam, target, Kind.REFERRAL_ACCEPTED, referral=referral)

    assert now(target)[4] == before
    with acting(sam):
        assert Entry.objects.filter(case=source, kind=Kind.CONTACT_LOGGED).exists()
    with acting(duty_lead):
        assert kind_of_ground(target.id) is None
        assert kind_of_ground(source.id) is None
    with acting(sam):
        joining.part_cases(source_id=source.id, reason="Two after all.", by=sam)
        assert {case.team_id for case in Case.objects.all()} == {southmark.team.pk}
