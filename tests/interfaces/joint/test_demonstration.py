"""The demonstration fills no country that is real, and who signs in there is the same each time."""

import pytest

from tideturn.foundations.access.models import Agency
from tideturn.interfaces.joint.demonstration import filling, guard, people, receiving, staff
from tideturn.interfaces.joint.intake import self_referral

pytestmark = pytest.mark.django_db


def test_country_that_is_real_is_refused_and_nothing_is_written(monkeypatch, scottish_pack) -> None:
    monkeypatch.setattr(guard, "country", lambda: scottish_pack.description)
    before = Agency.objects.count()

    with pytest.raises(guard.NotInvented, match="Scotland is not invented"):
        filling.fill()
    assert Agency.objects.count() == before


def test_people_are_the_same_each_time_and_bear_invented_names() -> None:
    assert people.people() == people.people()
    assert all("(invented)" in person["family_name"] for person in people.people())
    assert len({(person["given_name"], person["family_name"]) for person in people.people()}) == people.PEOPLE


def test_sign_ins_are_the_same_each_time_and_of_a_domain_of_nobody() -> None:
    assert all(worker.email.endswith(".example") for worker in staff.STAFF)
    assert len({worker.secret for worker in staff.STAFF}) == len(staff.STAFF)


def test_public_form_is_open_where_the_staff_stand(monkeypatch, repository) -> None:
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    assert not self_referral.is_open()

    staff.make_staff()

    assert self_referral.is_open()


def test_invented_sender_is_called_by_its_name() -> None:
    assert receiving.sender_of(staff.AMBULANCE).name == "Estmark ambulance (invented)"
