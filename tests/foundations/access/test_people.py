"""Users, their memberships and roles, and the actors they are."""

import pytest
from django.db import IntegrityError, transaction

from tests.foundations.conftest import SET_UP
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.actions import agencies, users
from tideturn.foundations.access.errors import (
    AgencyExists,
    AgencyIdUnfit,
    EmailTaken,
    EmailUnfit,
    NameUnfit,
    NotAMember,
    PermissionMissing,
    RoleUnknown,
    TeamExists,
)
from tideturn.foundations.access.models import Membership, Team, User
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import ROLES, WORDS, Permission
from tideturn.foundations.access.signing_in import actor_for, agencies_of

pytestmark = pytest.mark.django_db


def test_create_user_signs_in_by_address_and_changes_the_password_first(north):
    with acting(SET_UP):
        user, password = users.create_user(
            name="Ada", email=" Ada@North.example", agency=north.agency, role="duty-lead", team=north.team, by=SET_UP
        )

    assert (user.username, user.email) == ("ada@north.example", "ada@north.example")
    assert user.must_change_password
    assert user.check_password(password)
    assert user.shown_name == "Ada"


def test_no_team_with_people_in_it_is_without_a_duty_lead(north):
    def joins(name, role):
        with acting(SET_UP):
            words = {"name": name, "email": f"{name}@north.example", "role": role}
            users.create_user(agency=north.agency, team=north.team, by=SET_UP, **words)
            return Team.objects.select_related("duty_lead").get(pk=north.team.pk).duty_lead

    assert joins("auditor", "auditor") is None
    assert joins("worker", "outreach-worker").email == "worker@north.example"
    assert joins("another", "outreach-worker").email == "worker@north.example"
    assert joins("lead", "duty-lead").email == "lead@north.example"
    assert joins("second", "duty-lead").email == "lead@north.example"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"email": "ADA@north.example"}, EmailTaken),
        ({"email": "nobody"}, EmailUnfit),
        ({"role": "king"}, RoleUnknown),
        ({"name": " "}, NameUnfit),
    ],
)
def test_create_user_refuses(north, change, error):
    north.user("Ada")
    asked = {"name": "Bo", "email": "bo@north.example", "role": "outreach-worker", **change}

    with acting(SET_UP), pytest.raises(error):
        users.create_user(agency=north.agency, by=SET_UP, **asked)


def test_address_is_one_persons_in_any_spelling(north):
    north.user("Ada")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="other", email="ADA@north.example")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"name": "North"}, AgencyExists),
        ({"name": "N", "agency_id": "No_rth"}, AgencyIdUnfit),
        ({"name": "†"}, AgencyIdUnfit),
    ],
)
def test_create_agency_refuses(north, asked, error):
    with acting(SET_UP), pytest.raises(error):
        agencies.create_agency(kind="third-sector", by=SET_UP, **asked)


def test_create_team_refuses_a_second_of_one_name(north):
    with acting(SET_UP), pytest.raises(TeamExists):
        agencies.create_team(agency=north.agency, name="North", by=SET_UP)


def test_actor_for_carries_the_roles_of_one_agency(north, south):
    user = north.user("Ada")
    with acting(SET_UP):
        users.add_member(user=user, agency=south.agency, role="caldicott-lead", by=SET_UP)

    in_north, in_south = actor_for(user), actor_for(user, agency_id="south", purpose="review")

    assert [agency.pk for agency in agencies_of(user)] == ["north", "south"]
    assert (in_north.agency_id, in_north.team_ids, in_north.sees_whole_agency) == ("north", (north.team.pk,), False)
    assert (in_south.team_ids, in_south.sees_whole_agency, in_south.purpose) == ((), True, "review")
    assert Permission.BREAK_GLASS_REVIEW in in_south.permissions - in_north.permissions


def test_actor_for_knows_no_leaver(north, south):
    user, other = north.user("Ada"), north.user("Bo")
    with acting(SET_UP):
        users.end_membership(membership=Membership.objects.get(user=user), by=SET_UP)
        users.deactivate(user=other, by=SET_UP)

    for leaver in (user, other):
        with pytest.raises(NotAMember):
            actor_for(User.objects.get(pk=leaver.pk))
    with pytest.raises(NotAMember):
        actor_for(user, agency_id="south")


def test_check_permission_says_what_is_missing_in_words(north):
    ada = north.actor("Ada")
    check_permission(ada, Permission.CASES_WRITE)

    with pytest.raises(PermissionMissing, match="Ada may not read your agency's audit trail"):
        check_permission(ada, Permission.AUDIT_READ)


@pytest.mark.parametrize("permission", Permission)
def test_permission_has_words_and_somebody_who_holds_it(permission):
    by_program_only = {Permission.INTAKE_NEAR_FATAL_OVERDOSES}

    assert WORDS[permission]
    assert permission in by_program_only or any(permission in role.permissions for role in ROLES.values())


def test_nobody_reviews_what_they_may_open():
    both = {Permission.BREAK_GLASS, Permission.BREAK_GLASS_REVIEW}

    assert not [role.id for role in ROLES.values() if both <= role.permissions]
