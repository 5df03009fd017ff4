"""What belongs to one agency is not there for another, asked as the serving role."""

import psycopg
import pytest

from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.models import Credential, Membership, Team

SET = "select set_config('tideturn.agency', %s, true), set_config('tideturn.system', %s, true)"
MAKE_TEAM = """
    insert into access_team
        (id, agency_id, name, areas, pathways, calendar_area, is_national_queue, created_at)
    values (gen_random_uuid(), %s, 'T', '{}', '{}', '', false, now())
"""


@pytest.mark.django_db
def test_memberships_and_credentials_of_another_agency_are_not_there(north, south):
    ada = north.actor("Ada")
    south.user("Bo")

    with acting(ada):
        assert {one.agency_id for one in Membership.objects.all()} == {"north"}
        assert not Credential.objects.exists()
        assert set(Team.objects.values_list("agency_id", flat=True)) == {"north", "south"}
        assert not Team.objects.filter(agency_id="south").update(name="Ours")
        assert not Membership.objects.filter(agency_id="south").update(role="auditor")


@pytest.mark.django_db
def test_nothing_is_there_where_nobody_acts(north):
    north.user("Ada")

    assert not Membership.objects.exists()
    assert not Team.objects.exists()


def test_serving_role_makes_nothing_in_another_agencys_name(session):
    session.execute(SET, ["", "set-up"])
    for agency in ("north", "south"):
        session.execute(
            "insert into access_agency (id, name, kind, areas, created_at) values (%s, %s, 'x', '{}', now())",
            [agency, agency],
        )
    session.execute(SET, ["north", ""])
    session.execute(MAKE_TEAM, ["north"])

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(MAKE_TEAM, ["south"])


def test_serving_role_without_an_actor_reads_nothing(session):
    for table in ("access_team", "access_membership", "access_credential", "sharing_subject", "sharing_part"):
        assert session.execute(f"select count(*) from {table}").fetchone() == (0,)  # noqa: S608 - names from just above
