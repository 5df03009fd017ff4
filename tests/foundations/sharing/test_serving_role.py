"""The same as the role that serves: it sees what its actor may, gets round nothing, and finds it by an index."""

import json

import psycopg
import pytest

SUBJECTS = 2_000
SET_UP = ("", "", "set-up")
MINE = ("north", "follow-up", "")
SET = """select set_config('tideturn.agency', %s, true), set_config('tideturn.purpose', %s, true),
         set_config('tideturn.system', %s, true)"""
AGENCIES = """insert into access_agency (id, name, kind, areas, created_at)
              values ('north', 'N', 'x', '{}', now()), ('south', 'S', 'x', '{}', now())"""
FILL = """insert into sharing_subject (id, kind, purpose, holder_agency_id, about, areas, created_at)
          select lpad(n::text, 32, '0')::uuid, 'case', 'follow-up',
              case when mod(n, 10) = 0 then 'north' else 'south' end,
              lpad((n / 20)::text, 32, '0')::uuid, '{}', now() from generate_series(1, %s) n"""
PARTS = """insert into sharing_part (subject_id, agency_id, capacity, since)
           select id, holder_agency_id, 'holder', now() - interval '1 hour' from sharing_subject"""
ABOUT = "select id from sharing_subject where about = lpad('7', 32, '0')::uuid"
SEEN = "select count(*) from sharing_subject"


@pytest.fixture
def filled(session: psycopg.Connection) -> psycopg.Connection:
    """A session in which one in ten of many subjects is North's, and North acts."""
    session.execute(SET, SET_UP)
    session.execute(AGENCIES)
    session.execute(FILL, [SUBJECTS])
    session.execute(PARTS)
    session.execute(SET, MINE)
    return session


def test_serving_role_sees_its_actors_and_nothing_else(filled):
    assert filled.execute(SEEN).fetchone() == (SUBJECTS // 10,)
    assert filled.execute(ABOUT).fetchall() == filled.execute(f"{ABOUT} and holder_agency_id = 'north'").fetchall()
    filled.execute(SET, ["south", "follow-up", ""])
    assert filled.execute(SEEN).fetchone() == (SUBJECTS * 9 // 10,)
    filled.execute(SET, ["", "", ""])
    assert filled.execute(SEEN).fetchone() == (0,)


def test_serving_role_decides_nothing_by_saying_that_it_decides(filled):
    before = filled.execute(SEEN).fetchone()
    filled.execute("select set_config('tideturn.deciding', 'on', true)")

    assert filled.execute(SEEN).fetchone() in (before, (0,))


def test_functions_leave_nothing_behind_that_decides(filled):
    filled.execute("select sharing_ground(id) from sharing_subject limit 3")

    assert filled.execute("select coalesce(current_setting('tideturn.deciding', true), '')").fetchone() == ("",)


@pytest.mark.parametrize(
    "statement",
    [
        "update sharing_part set agency_id = 'north', until = null",
        "update sharing_subject set holder_agency_id = 'north'",
        "delete from sharing_part",
        "delete from sharing_subject",
    ],
)
def test_serving_role_changes_nothing_for_an_agency(filled, statement):
    assert filled.execute(statement).rowcount == 0


def test_serving_role_gives_its_actor_no_part(filled):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        filled.execute(PARTS)


@pytest.mark.parametrize(
    "guard", ["alter table sharing_part disable row level security", "drop function sharing_ground"]
)
def test_serving_role_takes_no_guard_away(filled, guard):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        filled.execute(guard)


def test_index_is_asked_before_the_policy(filled):
    [[[plan]]] = filled.execute(f"explain (analyze, format json, timing off) {ABOUT}").fetchall()
    told = json.dumps(plan)

    assert '"Index Cond": "(about =' in told
    assert "sharing_ground" in told
    assert plan["Plan"]["Actual Rows"] == 2
    assert sum(found.get("Rows Removed by Filter", 0) for found in nodes(plan["Plan"])) == 18


def nodes(plan):
    """Return the nodes of a plan."""
    return [plan, *(node for part in plan.get("Plans", []) for node in nodes(part))]
