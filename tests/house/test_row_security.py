"""Every table that names a person, a case or an agency is guarded by row security; each way to forget it is planted."""

import re
from collections.abc import Iterator

import psycopg
import pytest

NAMES_SOMEBODY = re.compile(r"(^|_)(agency|person|case|subject|about)(_id)?$")
# A table that names somebody and is guarded otherwise stands here with the reason.
EXCEPTIONS: dict[str, str] = {}
# What `sharing_ground` decides by is guarded whatever its columns are called.
ALSO_GUARDED = {"sharing_subject", "sharing_agreement"}

TABLES = """
    select relname, relrowsecurity, relforcerowsecurity, exists (select from pg_policy where polrelid = pg_class.oid),
        array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped)
    from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname
"""
VIEWS = """
    select relname from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace
    and not coalesce(reloptions::text[] && array['security_invoker=true', 'security_invoker=on'], false)
"""
OPEN_FUNCTIONS = """
    select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
    and not exists (select from unnest(proconfig) as setting where setting like 'search_path=%')
"""


def unguarded(session: psycopg.Connection) -> set[str]:
    """Return the tables that name somebody and are not guarded, the views that pass over the guards of others, and
    the functions with the owner's rights that somebody could deceive by a table of their own."""
    tables = {
        name
        for name, is_enabled, is_forced, has_policy, columns in session.execute(TABLES)
        if (name in ALSO_GUARDED or any(map(NAMES_SOMEBODY.search, columns))) and name not in EXCEPTIONS
        if not (is_enabled and is_forced and has_policy)
    }
    return tables | {name for question in (VIEWS, OPEN_FUNCTIONS) for (name,) in session.execute(question)}


@pytest.fixture
def owner(owner_address: str) -> Iterator[psycopg.Connection]:
    """A session of the owner, of which nothing stays."""
    with psycopg.connect(owner_address) as connection:
        yield connection
        connection.rollback()


def test_whatever_names_somebody_is_guarded(owner):
    assert unguarded(owner) == set()


def test_exceptions_are_needed_and_have_a_reason(owner):
    there = {name for name, *_ in owner.execute(TABLES)}

    assert set(EXCEPTIONS) <= there
    assert all(EXCEPTIONS.values())


@pytest.mark.parametrize(
    "column", ["person", "person_id", "case_id", "agency_id", "holder_agency_id", "about", "subject"]
)
@pytest.mark.parametrize(
    "guards",
    [
        "",
        "alter table planted enable row level security; create policy p on planted using (true)",
        "alter table planted enable row level security; alter table planted force row level security",
        "create policy p on planted using (true); alter table planted force row level security",
    ],
)
def test_table_without_one_of_its_guards_is_caught(owner, column, guards):
    owner.execute(f"create table planted (id int, {column} uuid)")
    for statement in filter(None, guards.split("; ")):
        owner.execute(statement)

    assert unguarded(owner) == {"planted"}


@pytest.mark.parametrize(
    ("statement", "caught"),
    [
        ("drop policy access_credential_whole on access_credential", "access_credential"),
        ("alter table sharing_part no force row level security", "sharing_part"),
        ("alter table sharing_wish disable row level security", "sharing_wish"),
        ("create view planted as select id from sharing_subject", "planted"),
        ("alter function sharing_ground(uuid) reset search_path", "sharing_ground"),
    ],
)
def test_guard_taken_away_is_caught(owner, statement, caught):
    owner.execute(statement)

    assert unguarded(owner) == {caught}


def test_view_that_keeps_the_guards_of_others_is_none(owner):
    owner.execute("create view planted with (security_invoker = true) as select id from sharing_subject")

    assert unguarded(owner) == set()
