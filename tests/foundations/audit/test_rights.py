"""What a session of the serving role can do with the audit: append by its function, and read its own agency's chain."""

import psycopg
import pytest

from house.sql import grants
from tideturn.foundations.audit import guards

APPEND = "select sequence from audit_append(%s, 'A. Person (invented)', 'case.read', 'case', null, '{}')"
TABLES = ("audit_entry", "audit_head")
FORGED = {
    "audit_entry": """insert into audit_entry
        (agency, sequence, at, actor, action, kind, detail_text, previous, digest)
        values ('a', 1, now(), 'x', 'x', 'x', '{}', '', '')""",
    "audit_head": "insert into audit_head values ('a', 1, now(), '')",
}
CHANGES = [
    statement
    for table in TABLES
    for statement in (
        FORGED[table],
        f"update {table} set digest = ''",  # noqa: S608 - a constant
        f"delete from {table}",  # noqa: S608 - a constant
        f"truncate {table}",
        f"select * from {table} for update",  # noqa: S608 - a constant
        f"alter table {table} disable trigger all",
        f"alter table {table} disable row level security",
        f"create trigger mine before insert on {table} execute function audit_stays()",
    )
] + ["drop function audit_append", "create or replace function audit_append() returns int language sql as 'select 1'"]


def act(session, agency="", system=""):
    session.execute(
        "select set_config('tideturn.agency', %s, true), set_config('tideturn.system', %s, true)", [agency, system]
    )


@pytest.mark.parametrize("statement", CHANGES)
def test_serving_role_changes_nothing(session, statement):
    act(session, "estmark-board", "audit")
    session.execute(APPEND, ["estmark-board"])

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(statement)


def test_serving_role_appends_and_reads_only_its_own_agencys_chain(session, an_agency):
    for agency in (an_agency, f"{an_agency}-other", "system"):
        session.execute(APPEND, [agency])

    def seen(**who):
        act(session, **who)
        entries, heads = (
            {agency for (agency,) in session.execute(f"select distinct agency from {table}")}  # noqa: S608
            for table in TABLES
        )
        assert entries == heads
        return entries

    assert seen(agency=an_agency) == {an_agency}
    assert seen(system="clocks") == set()
    assert seen() == set()
    assert {an_agency, f"{an_agency}-other", "system"} <= seen(system="audit")


def test_function_looks_nothing_up_where_the_session_says(owner, an_agency):
    owner.execute("create temporary table audit_head (like public.audit_head including all)")
    owner.execute("create temporary table audit_entry (like public.audit_entry including all)")

    owner.execute(APPEND, [an_agency])

    assert owner.execute("select count(*) from public.audit_entry where agency = %s", [an_agency]).fetchone() == (1,)
    assert owner.execute("select count(*) from pg_temp.audit_head").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set actor = 'nobody'",
        "delete from audit_entry",
        "truncate audit_entry",
        "delete from audit_head",
        "truncate audit_head",
        "update audit_head set sequence = sequence - 1",
        "update audit_head set digest = ''",
    ],
)
def test_owner_too_is_refused(owner, an_agency, statement):
    owner.execute(APPEND, [an_agency])

    with pytest.raises(psycopg.errors.CheckViolation, match="The audit is never changed"):
        owner.execute(statement)


def test_nobody_appends_who_was_not_told_to(owner):
    question = "select has_function_privilege('public', oid, 'execute') from pg_proc where proname = 'audit_append'"

    assert owner.execute(question).fetchone() == (False,)


def rights(session, role):
    asked = "insert, update, delete, truncate"
    writes = [
        session.execute("select has_table_privilege(%s, %s, %s)", [role, table, asked]).fetchone()[0]
        for table in TABLES
    ]
    may_append = session.execute(
        "select has_function_privilege(%s, oid, 'execute') from pg_proc where proname = 'audit_append'", [role]
    ).fetchone()[0]
    return any(writes), may_append


def plant(owner, role):
    """Give a role what set-up's default rights give it in tables that were just made."""
    name = psycopg.sql.Identifier(role)
    for table in TABLES:
        owner.execute(psycopg.sql.SQL("grant all on {} to {}").format(psycopg.sql.Identifier(table), name))
    owner.execute(psycopg.sql.SQL("revoke execute on function audit_append from {}").format(name))


def test_guard_after_migrations_takes_back_what_default_rights_gave(owner, serving_role):
    plant(owner, serving_role.name)
    planted = rights(owner, serving_role.name)

    owner.execute(guards.ONLY_THE_FUNCTION_WRITES)

    assert planted == (True, False)
    assert rights(owner, serving_role.name) == (False, True)


def test_repeated_grants_of_set_up_never_give_a_right_to_write(owner, serving_role):
    plant(owner, serving_role.name)
    name, database = owner.execute("select current_user, current_database()").fetchone()

    for statement in grants(name, serving_role.name, database):
        owner.execute(statement)

    assert rights(owner, serving_role.name) == (False, True)


def test_guard_holds_where_the_audit_is_not_there_yet(owner):
    owner.execute("alter table audit_entry rename to away; alter table audit_head rename to away_too")

    owner.execute(guards.ONLY_THE_FUNCTION_WRITES)
