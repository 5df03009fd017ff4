"""On which ground an agency sees a case, and that each ground is needed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.foundations.conftest import PURPOSE, SET_UP
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.models import Agency
from tideturn.foundations.sharing import actions, queries
from tideturn.foundations.sharing.models import Agreement, AgreementSignature, Part, Subject
from tideturn.foundations.sharing.words import Capacity, Stance

pytestmark = pytest.mark.django_db


def give(subject, place, capacity, **more):
    with acting(SET_UP):
        actions.give_part(
            subject_id=subject.pk,
            agency_id=place.agency.pk,
            team_id=place.team.pk,
            capacity=capacity,
            by=SET_UP,
            **more,
        )


def agreed_instead(agreement, **change):
    """End an agreement, and keep one in its place that differs in something and that all its parties have signed."""
    fields = ("title", "parties", "purposes", "categories", "areas", "starts_on", "ends_on")
    with acting(SET_UP):
        actions.end_agreement(agreement_id=agreement.pk, by=SET_UP)
        kept = Agreement.objects.create(**{name: getattr(agreement, name) for name in fields} | change)
        for party in Agency.objects.filter(pk__in=kept.parties):
            AgreementSignature.objects.create(agreement=kept, agency=party, signed_at=timezone.now(), signed_by="test")


def wish(person, stance, **more):
    with acting(SET_UP.__class__(None, None, "system: intake", system="intake")) as intake:
        return actions.record_wish(person=person, stance=stance, by=intake, **more)


def test_holder_sees_it_and_nobody_else(north, south, ground_of):
    assert ground_of(north.actor("Ada")) == "holder"
    assert ground_of(south.actor("Bo")) is None


def test_holder_of_another_team_sees_it_only_who_sees_the_whole_agency(north, ground_of):
    assert ground_of(north.actor("Ada", in_team=False)) is None
    assert ground_of(north.actor("Mo", "agency-manager", in_team=False)) == "holder"


def test_holder_who_says_another_purpose_sees_nothing(north, ground_of):
    ada = north.actor("Ada")

    assert ground_of(replace(ada, purpose=None)) == "holder"
    assert ground_of(ada.for_purpose("research")) is None


@pytest.mark.parametrize(
    ("capacity", "ground"),
    [(Capacity.REFERRAL, "referral"), (Capacity.MEETING, "meeting"), (Capacity.CONTRIBUTOR, "agreement")],
)
def test_part_counts_while_an_agreement_is_in_force(south, subject, agreement, ground_of, capacity, ground):
    bo = south.actor("Bo")
    give(subject, south, capacity)
    assert ground_of(bo) == ground

    agreed_instead(agreement, ends_on=date(2020, 1, 2))
    assert ground_of(bo) is None


def test_agreement_alone_gives_no_sight(south, agreement, ground_of):
    assert ground_of(south.actor("Bo")) is None


def test_part_needs_its_purpose_to_be_said(south, subject, agreement, ground_of):
    give(subject, south, Capacity.MEETING)
    bo = south.actor("Bo")

    assert ground_of(bo) == "meeting"
    assert ground_of(replace(bo, purpose=None)) is None
    assert ground_of(bo.for_purpose("research")) is None


@pytest.mark.parametrize(
    ("change", "ground"),
    [
        ({"areas": ["B1"]}, "meeting"),
        ({"areas": ["A2"]}, None),
        ({"categories": ["case"]}, "meeting"),
        ({"categories": ["placement"]}, None),
        ({"purposes": ["research"]}, None),
        ({"parties": ["north", "east"]}, None),
        ({"starts_on": date(2999, 1, 1)}, None),
    ],
)
def test_agreement_covers_what_it_names_and_no_more(make_place, south, subject, agreement, ground_of, change, ground):
    make_place("East")
    give(subject, south, Capacity.MEETING)
    agreed_instead(agreement, **change)

    assert ground_of(south.actor("Bo")) == ground


def test_objection_undoes_every_part_but_the_holders(north, south, subject, agreement, person, ground_of):
    give(subject, south, Capacity.MEETING)
    ada, bo = north.actor("Ada"), south.actor("Bo")

    objection = wish(person, Stance.OBJECTS)
    assert (ground_of(ada), ground_of(bo)) == ("holder", None)

    with acting(SET_UP.__class__(None, None, "system: intake", system="intake")) as intake:
        actions.withdraw_wish(wish_id=objection.pk, by=intake)
    assert ground_of(bo) == "meeting"


@pytest.mark.parametrize(
    ("scope", "ground"),
    [
        ({"purpose": PURPOSE, "recipient_id": "south"}, None),
        ({"purpose": "research"}, "meeting"),
        ({"recipient_id": "north"}, "meeting"),
        ({"until": timezone.now() - timedelta(minutes=1)}, "meeting"),
    ],
)
def test_objection_holds_for_its_scope(south, subject, agreement, person, ground_of, scope, ground):
    give(subject, south, Capacity.MEETING)
    wish(person, Stance.OBJECTS, **scope)

    assert ground_of(south.actor("Bo")) == ground


def test_referral_without_agreement_counts_while_the_person_agrees(south, subject, person, ground_of):
    give(subject, south, Capacity.REFERRAL)
    bo = south.actor("Bo")
    assert ground_of(bo) is None

    agreed = wish(person, Stance.AGREES, purpose=PURPOSE, recipient_id="south")
    assert ground_of(bo) == "consent"

    with acting(bo):
        actions.withdraw_wish(wish_id=agreed.pk, by=bo)
    assert ground_of(bo) is None


def test_meeting_without_agreement_is_not_opened_by_the_persons_wish(south, subject, person, ground_of):
    give(subject, south, Capacity.MEETING)
    wish(person, Stance.AGREES, purpose=PURPOSE, recipient_id="south")

    assert ground_of(south.actor("Bo")) is None


def test_another_team_of_the_holder_needs_no_agreement(north, subject, ground_of):
    with acting(SET_UP):
        actions.give_part(
            subject_id=subject.pk, agency_id="north", team_id=None, capacity=Capacity.CONTRIBUTOR, by=SET_UP
        )

    assert ground_of(north.actor("Ada", in_team=False)) == "agreement"


def test_part_that_has_ended_counts_no_more(south, subject, agreement, ground_of):
    give(subject, south, Capacity.MEETING)
    with acting(SET_UP):
        Part.objects.filter(agency_id="south").update(until=timezone.now() - timedelta(seconds=1))

    assert ground_of(south.actor("Bo")) is None


def test_ground_of_person_is_the_strongest_of_what_is_about_them(north, south, subject, person):
    for place, ground in ((north, "holder"), (south, None)):
        with acting(place.actor("Ada")):
            assert queries.kind_of_ground_of_person(person) == ground


def test_rows_of_sharing_are_not_there_without_a_ground(south, subject, agreement, person):
    wish(person, Stance.OBJECTS, recipient_id="north")

    with acting(south.actor("Bo")):
        assert not Subject.objects.exists()
        assert not Part.objects.exists()
        assert not queries.wishes_of(person).exists()
        assert list(Agreement.objects.all()) == [agreement]


def test_ground_says_in_words_what_it_rests_on(north, south, subject, agreement):
    give(subject, south, Capacity.MEETING)

    with acting(south.actor("Bo")):
        ground = queries.ground(subject.pk)
        assert "“North and South”" in ground.basis
        assert f"Kept for one purpose: {queries.purpose_title(PURPOSE)}." in ground.basis
        assert [str(part) for part in queries.parts_in(subject.pk)] == [
            f"north holder {subject.pk}",
            f"south meeting {subject.pk}",
        ]
    with acting(north.actor("Ada")):
        assert queries.ground(subject.pk).words == "You are responsible for this."


def test_purpose_is_said_by_its_title_and_one_the_pack_does_not_know_by_its_id():
    assert queries.purpose_title("near-fatal-overdose-follow-up") == "Follow-up after a near-fatal overdose"
    assert queries.purpose_title("something-else") == "something-else"
