"""Who may say who has a part, and that somebody is always responsible."""

import uuid

import pytest

from tests.foundations.conftest import PURPOSE, SET_UP
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.errors import ActsForAnother
from tideturn.foundations.sharing import actions
from tideturn.foundations.sharing.errors import HolderOnlyHandedOver, NotTheHolder
from tideturn.foundations.sharing.models import Part, Subject
from tideturn.foundations.sharing.words import Capacity

pytestmark = pytest.mark.django_db


def to_south(subject, south, **more):
    return {"subject_id": subject.pk, "agency_id": south.agency.pk, "team_id": south.team.pk, **more}


def open_parts(subject):
    with acting(SET_UP):
        parts = Part.objects.in_force().filter(subject=subject)
        return sorted((part.agency_id, part.capacity) for part in parts)


def test_holder_hands_over_and_sees_it_no_longer(north, south, subject, agreement, ground_of):
    ada, bo = north.actor("Ada"), south.actor("Bo")
    with acting(ada):
        actions.give_part(**to_south(subject, south, capacity=Capacity.REFERRAL), by=ada)
        actions.hand_over(**to_south(subject, south), by=ada)

    assert (ground_of(ada), ground_of(bo)) == (None, "holder")
    assert open_parts(subject) == [("south", "holder")]
    with acting(SET_UP):
        assert Subject.objects.get().holder_agency_id == "south"


def test_holder_who_handed_over_can_do_so_no_more(north, south, subject):
    ada = north.actor("Ada")
    with acting(ada):
        actions.hand_over(**to_south(subject, south), by=ada)
        with pytest.raises(NotTheHolder):
            actions.hand_over(**to_south(subject, south), by=ada)


def test_clock_moves_responsibility_by_rule(south, subject):
    clocks = system_actor("clocks")
    with acting(clocks):
        actions.hand_over(**to_south(subject, south), by=clocks)

    assert open_parts(subject) == [("south", "holder")]


@pytest.mark.parametrize("system", ["delivery", "measures", "audit", "sign-in"])
def test_other_parts_of_the_system_move_nothing(south, subject, system):
    with acting(system_actor(system)) as actor, pytest.raises(NotTheHolder):
        actions.hand_over(**to_south(subject, south), by=actor)


def test_agency_gives_itself_no_part(south, subject, agreement):
    bo = south.actor("Bo")
    with acting(bo):
        for act in (actions.give_part, actions.end_part):
            with pytest.raises(NotTheHolder):
                act(subject_id=subject.pk, agency_id="north", team_id=None, capacity=Capacity.MEETING, by=bo)
        with pytest.raises(NotTheHolder):
            actions.say_about(subject_id=subject.pk, about=None, by=bo)
        assert not Part.objects.filter(subject=subject).update(agency_id="south")


def test_agency_ends_its_own_part(north, south, subject, agreement, ground_of):
    ada, bo = north.actor("Ada"), south.actor("Bo")
    with acting(ada):
        actions.give_part(**to_south(subject, south, capacity=Capacity.MEETING), by=ada)
    with acting(bo):
        assert actions.end_part(**to_south(subject, south, capacity=Capacity.MEETING), by=bo) == 1

    assert ground_of(bo) is None


def test_give_part_twice_gives_one(north, south, subject):
    ada = north.actor("Ada")
    with acting(ada):
        first, second = (
            actions.give_part(**to_south(subject, south, capacity=Capacity.MEETING), by=ada) for _ in range(2)
        )

    assert first == second


def test_responsibility_is_handed_over_and_never_laid_down(north, south, subject):
    ada = north.actor("Ada")
    with acting(ada):
        for act in (actions.give_part, actions.end_part):
            with pytest.raises(HolderOnlyHandedOver):
                act(**to_south(subject, south, capacity=Capacity.HOLDER), by=ada)


def test_agency_registers_what_it_is_responsible_for_itself(north, south):
    ada = north.actor("Ada")
    asked = {"kind": "case", "purpose": PURPOSE, "by": ada}
    with acting(ada):
        actions.register_subject(subject_id=uuid.uuid4(), agency_id="north", team_id=north.team.pk, **asked)
        assert Subject.objects.count() == 1
        with pytest.raises(NotTheHolder):
            actions.register_subject(subject_id=uuid.uuid4(), agency_id="south", team_id=None, **asked)


def test_write_is_by_the_one_who_acts(north, south, subject):
    with acting(north.actor("Ada")), pytest.raises(ActsForAnother, match="Bo"):
        actions.hand_over(**to_south(subject, south), by=south.actor("Bo"))


def test_wishes_of_a_person_who_is_said_later_hold_at_once(north, south, subject, agreement, ground_of):
    someone, ada, bo = uuid.uuid4(), north.actor("Ada"), south.actor("Bo")
    with acting(system_actor("intake")) as intake:
        actions.record_wish(person=someone, stance="objects", by=intake)
    with acting(ada):
        actions.give_part(**to_south(subject, south, capacity=Capacity.MEETING), by=ada)
    assert ground_of(bo) == "meeting"

    with acting(ada):
        actions.say_about(subject_id=subject.pk, about=someone, by=ada)
    assert ground_of(bo) is None
