"""An agreement counts once every party has signed it, stays as it was signed, and ends when one of them ends it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.foundations.conftest import PURPOSE, SET_UP
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.sharing import actions, queries
from tideturn.foundations.sharing.errors import AgreementUnfit, AgreementUnknown
from tideturn.foundations.sharing.models import Agreement, AgreementSignature
from tideturn.foundations.sharing.words import Capacity, GroundKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def northern_lead(north):
    """North's Caldicott lead."""
    return north.actor("Nan", "caldicott-lead", in_team=False)


@pytest.fixture
def southern_lead(south):
    """South's Caldicott lead."""
    return south.actor("Cal", "caldicott-lead", in_team=False)


@pytest.fixture
def worker(south, subject):
    """A worker of South, to whose agency the case was referred."""
    worker = south.actor("Bo")
    with acting(SET_UP):
        part = {"agency_id": south.agency.pk, "team_id": None, "capacity": Capacity.REFERRAL}
        actions.give_part(subject_id=subject.pk, by=SET_UP, **part)
    return worker


@pytest.fixture
def proposed(north, south, northern_lead):
    """An agreement that North's lead has made, and so signed."""
    with acting(northern_lead):
        return actions.make_agreement(
            title="North and South",
            parties=[north.agency.pk, south.agency.pk],
            purposes=[PURPOSE],
            starts_on=date(2020, 1, 1),
            by=northern_lead,
        )


def test_agreement_of_one_party_shows_nothing_until_the_other_has_signed(proposed, worker, southern_lead, ground_of):
    assert ground_of(worker) is None

    with acting(southern_lead):
        actions.sign_agreement(agreement_id=proposed.pk, by=southern_lead)

    assert ground_of(worker) is GroundKind.REFERRAL


def test_signing_twice_is_signing_once(proposed, southern_lead):
    with acting(southern_lead):
        for _ in range(2):
            actions.sign_agreement(agreement_id=proposed.pk, by=southern_lead)
        assert AgreementSignature.objects.filter(agreement=proposed).count() == 2


def test_partners_are_those_whose_agreement_is_whole(proposed, northern_lead, southern_lead, north, south):
    with acting(northern_lead):
        assert queries.partners_of(north.agency.pk, PURPOSE) == ()
    with acting(southern_lead):
        actions.sign_agreement(agreement_id=proposed.pk, by=southern_lead)
    with acting(northern_lead):
        assert queries.partners_of(north.agency.pk, PURPOSE) == (south.agency.pk,)
        assert queries.partners_of(north.agency.pk, "another") == ()


def test_ended_agreement_shows_nothing_from_the_next_reading_on(agreement, worker, southern_lead, ground_of):
    assert ground_of(worker) is GroundKind.REFERRAL

    with acting(southern_lead):
        actions.end_agreement(agreement_id=agreement.pk, by=southern_lead)

    assert ground_of(worker) is None
    with acting(southern_lead), pytest.raises(AgreementUnknown):
        actions.sign_agreement(agreement_id=agreement.pk, by=southern_lead)


def test_third_agency_neither_sees_nor_signs_nor_ends(proposed, make_place):
    other = make_place("East", "A3").actor("Eli", "caldicott-lead", in_team=False)
    with acting(other):
        assert list(queries.agreements()) == []
        assert not AgreementSignature.objects.exists()
        for action in (actions.sign_agreement, actions.end_agreement):
            with pytest.raises(AgreementUnknown):
                action(agreement_id=proposed.pk, by=other)


def test_nobody_makes_an_agreement_between_others(northern_lead, south, make_place):
    east = make_place("East", "A3")
    with acting(northern_lead), pytest.raises(AgreementUnfit):
        actions.make_agreement(
            title="Theirs",
            parties=[south.agency.pk, east.agency.pk],
            purposes=[PURPOSE],
            starts_on=date(2020, 1, 1),
            by=northern_lead,
        )


def test_signing_needs_the_permission(proposed, worker):
    with acting(worker), pytest.raises(PermissionMissing):
        actions.sign_agreement(agreement_id=proposed.pk, by=worker)


def test_database_lets_nobody_sign_for_another(proposed, northern_lead, south):
    with acting(northern_lead), pytest.raises(DatabaseError), transaction.atomic():
        AgreementSignature.objects.create(
            agreement=proposed, agency=south.agency, signed_at="2020-01-01T00:00Z", signed_by="Nobody"
        )


@pytest.mark.parametrize("change", ["parties = array['north', 'east']", "purposes = array['x']", "title = ''"])
def test_what_was_signed_stays(proposed, change):
    with acting(SET_UP), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update sharing_agreement set {change} where id = %s", [proposed.pk])  # noqa: S608


def test_ended_agreement_is_not_taken_up_again(agreement, northern_lead):
    with acting(northern_lead):
        actions.end_agreement(agreement_id=agreement.pk, by=northern_lead)
    with acting(SET_UP), pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(ended_at=None)
