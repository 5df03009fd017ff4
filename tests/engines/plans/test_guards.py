"""What a session of the serving role cannot get round, whatever it sets or makes; each attempt here once did."""

from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from psycopg.conninfo import conninfo_to_dict

from tideturn.engines.plans import guards

OWNER_CHECKS_ITSELF = """
    insert into plans_verdict (commitment_id, value, author, organisation_id, stated_on, reason, origin)
    select commitment_id, 'met', 'A. Person (invented)', organisation_id, '2024-01-01', 'x', 'staff'
    from public.plans_party where role = 'owner' limit 1
"""
RENAME = "update plans_plan set short_title = 'Renamed' where id = 'answer-2023'"
KEPT = "select count(*) from public.plans_planevent where short_title = 'Renamed'"
EMPTY_PARTIES = (
    "create temporary table plans_party (commitment_id bigint, organisation_id text, role text, unnamed_on date)"
)
EMPTY_HISTORY = "create temporary table plans_planevent (like public.plans_planevent including all)"
SKIP_TRIGGERS = """
    select set_config('pgtrigger.ignore', array_agg(tgname)::text, true) from pg_trigger where not tgisinternal
"""
HISTORY = sorted(model._meta.db_table for model in apps.get_app_config("plans").get_models() if "Event" in str(model))


@pytest.fixture
def session(owner_address, serving_role) -> Iterator[psycopg.Connection]:
    """A session of the serving role, of which nothing stays."""
    parts = {name: value for name, value in conninfo_to_dict(owner_address).items() if name != "password"}
    secret = {"password": serving_role.password} if serving_role.password else {}
    with psycopg.connect(**{**parts, **secret, "user": serving_role.name}) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def owner(owner_address) -> Iterator[psycopg.Connection]:
    """A session of the owner, of which nothing stays."""
    with psycopg.connect(owner_address) as connection:
        yield connection
        connection.rollback()


def test_change_by_the_serving_role_is_kept_without_a_right_to_write_history(session):
    session.execute(RENAME)

    assert session.execute(KEPT).fetchone() == (1,)


@pytest.mark.parametrize("table", [*HISTORY, "pghistory_context", "django_migrations"])
@pytest.mark.parametrize("right", ["insert", "update", "delete", "truncate"])
def test_serving_role_only_reads_history(session, table, right):
    assert session.execute("select has_table_privilege(%s, 'select')", [table]).fetchone() == (True,)
    assert session.execute("select has_table_privilege(%s, %s)", [table, right]).fetchone() == (False,)


def test_serving_role_is_refused_when_it_rewrites_history(session):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute("update plans_planevent set short_title = 'Never so called'")


def test_setting_of_a_session_passes_over_no_trigger(session):
    session.execute(SKIP_TRIGGERS)
    session.execute(RENAME)

    assert session.execute(KEPT).fetchone() == (1,)
    with pytest.raises(psycopg.errors.CheckViolation, match="other than the owner"):
        session.execute(OWNER_CHECKS_ITSELF)


@pytest.mark.parametrize("made", [EMPTY_PARTIES, EMPTY_HISTORY])
def test_serving_role_makes_no_table_to_stand_before_a_real_one(session, made):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(made)


def test_table_that_stands_before_a_real_one_deceives_no_trigger(owner):
    owner.execute(EMPTY_PARTIES)
    owner.execute(EMPTY_HISTORY)
    owner.execute(RENAME.replace("plans_plan", "public.plans_plan"))

    assert owner.execute(KEPT).fetchone() == (1,)
    with pytest.raises(psycopg.errors.CheckViolation, match="other than the owner"):
        owner.execute(OWNER_CHECKS_ITSELF)


def test_reason_of_a_change_cannot_be_told_anew_after_a_day(owner):
    known = "select id from pghistory_context limit 1"
    owner.execute(f"update pghistory_context set metadata = '{{}}' where id = ({known})")  # noqa: S608
    owner.execute("alter table pghistory_context disable trigger reason_of_a_change_stays")
    owner.execute("update pghistory_context set created_at = now() - interval '2 days'")
    owner.execute("alter table pghistory_context enable trigger reason_of_a_change_stays")

    with pytest.raises(psycopg.errors.CheckViolation, match="for a day and no longer"):
        owner.execute('update pghistory_context set metadata = \'{"by": "nobody"}\'')


def test_history_is_only_read_takes_back_what_was_given(owner, serving_role):
    name = psycopg.sql.Identifier(serving_role.name)
    owner.execute(psycopg.sql.SQL("grant all on plans_planevent to {}").format(name))
    may = "select has_table_privilege(%s, 'plans_planevent', 'delete')"
    planted = owner.execute(may, [serving_role.name]).fetchone()

    owner.execute(guards.HISTORY_IS_ONLY_READ)

    assert planted == (True,)
    assert owner.execute(may, [serving_role.name]).fetchone() == (False,)
