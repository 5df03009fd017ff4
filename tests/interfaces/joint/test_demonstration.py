"""The demonstration fills no country that is real, and who signs in there is the same each time."""

import pytest

from tideturn.engines.directory import keeping as kept_by
from tideturn.engines.directory import told_wrong
from tideturn.engines.directory.models import Edit, Import, Listing, Service, Version
from tideturn.engines.pathways.models import Asked, Report
from tideturn.engines.plans import scrutiny, statements
from tideturn.engines.plans.models import Position
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Agency
from tideturn.interfaces.joint.demonstration import (
    directory,
    filling,
    guard,
    keeping,
    people,
    receiving,
    referrals,
    register,
    staff,
)
from tideturn.interfaces.joint.demonstration.invented_services import SERVICES
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


def test_invented_directory_fills_once_however_often_it_is_filled(monkeypatch, repository) -> None:
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))

    directory.fill_directory()
    directory.fill_directory()

    last = Import.objects.filter(source=directory.SOURCE).order_by("number").last()
    assert (last.added, last.changed, last.vanished, last.same) == (0, 0, 0, len(SERVICES))
    assert Service.objects.count() == len(SERVICES) >= 60
    assert all(version.before_id is None for version in Version.objects.all()), "nothing is said twice"
    assert all("(invented)" in name for name in Service.objects.values_list("name", flat=True))
    assert not Listing.objects.filter(words__contains="[address withheld]").exists()


def test_invented_directory_is_brought_into_no_country_that_is_real(monkeypatch, scottish_pack) -> None:
    monkeypatch.setattr(guard, "country", lambda: scottish_pack.description)

    with pytest.raises(guard.NotInvented):
        directory.fill_directory()
    assert not Service.objects.exists()


def test_green_gate_of_the_confidential_house_is_nowhere_in_the_directory(monkeypatch, repository) -> None:
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))

    directory.fill_directory()

    kept = [*Version.objects.values_list("content", flat=True), *Service.objects.values_list("document", flat=True)]
    assert "green gate" in str(list(directory.objects()))
    assert "green gate" not in str(kept)


def test_invented_referrals_stand_differently_and_are_sent_once(monkeypatch, repository) -> None:
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    staff.make_staff()
    directory.fill_directory()

    referrals.fill_referrals()
    referrals.fill_referrals()

    with acting(system_actor("intake")):
        kept = list(Asked.objects.all())
        stages = set(Report.objects.values_list("case__stage", flat=True))
    assert len(kept) == len(referrals.REFERRALS)
    assert stages == {"asked", "answered", "meeting", "closed"}


def test_whoever_keeps_and_whoever_decides_finds_something_to_do_and_once(monkeypatch, repository) -> None:
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    staff.make_staff()
    directory.fill_directory()
    referrals.let_agencies_keep()

    keeping.fill_keeping()
    keeping.fill_keeping()

    with acting(staff.acts(staff.NORTH, "directory-editor")) as editor:
        assert kept_by.mine(editor).exists()
        assert told_wrong.waiting(editor).count() == 1
    with acting(staff.acts(staff.PARTNERSHIP, "directory-approver")) as approver:
        assert kept_by.waiting(approver).count() == 1
        assert [source.pk for source in kept_by.sources_of(approver)] == [keeping.SOURCE]
        assert sorted(Edit.objects.values_list("state", flat=True)) == ["approved", "draft", "waiting"]
        found = kept_by.answered_for(approver)
        assert found.filter(unlisted_since__isnull=False, withdrawn_at=None).count() == 1
        assert found.filter(withdrawn_at__isnull=False).count() == 1
    told = Import.objects.filter(source=keeping.SOURCE).order_by("number").values_list("state", flat=True)
    assert list(told) == ["applied", "applied", "proposed"]


def test_those_who_work_on_the_register_find_something_to_do_and_once(monkeypatch, repository) -> None:
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    staff.make_staff()

    register.fill_register()
    register.fill_register()

    with acting(staff.acts("national", "plan-publisher")) as publisher:
        assert statements.waiting(publisher).count() == 1
    with acting(staff.acts(staff.GOVERNMENT, "plan-editor")) as editor:
        assert scrutiny.asked_of(editor).count() == 1
    assert Position.objects.filter(origin="staff").count() == 1
