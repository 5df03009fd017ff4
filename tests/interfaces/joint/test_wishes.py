"""A wish told in one case holds in every case of the person."""

import pytest

from tests.engines.pathways.conftest import PURPOSE
from tests.interfaces.joint.conftest import ROBIN
from tests.interfaces.joint.test_matching import CHI
from tideturn.engines.pathways.entries import Kind
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.sharing import queries as sharing
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.joint import wishes

PERSON = {**ROBIN, "chi": CHI}


@pytest.fixture
def two_cases(tell):
    """Two overdoses of one person, some days apart."""
    return [tell(hours_ago=24 * days, person=PERSON) for days in (20, 1)]


@pytest.fixture
def southerner(southmark):
    """A worker of Southmark's team."""
    return actor_for(southmark.user("Sol"), purpose=PURPOSE)


def ground(actor, case_id):
    with acting(actor):
        return sharing.kind_of_ground(case_id)


def refer(two_cases, worker, southmark, write):
    for report in two_cases:
        write(worker, report.case, Kind.REFERRAL_SENT, to_team=southmark.team.id)


def test_objection_holds_for_every_case_of_the_person_and_its_withdrawal_too(
    two_cases, worker, southmark, southerner, agreement, write
):
    refer(two_cases, worker, southmark, write)
    assert [ground(southerner, report.case_id) for report in two_cases] == ["referral", "referral"]
    with acting(worker):
        wish = wishes.record(person=two_cases[0].person, stance=Stance.OBJECTS, by=worker)
    assert [ground(southerner, report.case_id) for report in two_cases] == [None, None]

    with acting(worker):
        wishes.withdraw(wish_id=wish.pk, by=worker)
    assert [ground(southerner, report.case_id) for report in two_cases] == ["referral", "referral"]


def test_wish_told_before_holds_for_a_case_that_comes_later(tell, worker, southmark, southerner, agreement, write):
    first = tell(hours_ago=24 * 20, person=PERSON)
    with acting(worker):
        wishes.record(person=first.person, stance=Stance.OBJECTS, by=worker)
    second = tell(hours_ago=1, person=PERSON)
    refer([second], worker, southmark, write)

    assert second.case_id != first.case_id
    assert ground(southerner, second.case_id) is None
    with acting(system_actor("intake")):
        assert Wish.objects.count() == 2


def test_wish_that_comes_with_the_person_does_not_tell_who_heard_it(tell, worker):
    first = tell(hours_ago=24 * 20, person=PERSON)
    with acting(worker):
        wishes.record(person=first.person, stance=Stance.OBJECTS, by=worker)
    second = tell(hours_ago=1, person=PERSON)
    tell(hours_ago=24 * 9, person=PERSON)

    with acting(system_actor("intake")):
        told = dict(Wish.objects.values_list("person", "recorded_by"))
        assert Wish.objects.count() == 3
    assert (told.pop(first.person), told[second.person], set(told.values())) == (worker.name, "", {""})
