"""Rows that are really committed, for tests of what happens at once; everything of theirs is removed at the end."""

import re
from collections.abc import Iterator

import pytest

OURS = ("pathways_", "people_", "sharing_", "delivery_", "access_")
TABLES = "select tablename from pg_tables where schemaname = current_schema() and tablename ~ %s order by 1"
# What staff mean to say of the register, and by whom: it hangs on agencies, and the invented country has none of it.
OF_STAFF = re.compile("plans_(statement|upload|voice|challenge|meeting|digestwish|readingin|plandraft|keptfile)")
REFERRING = """
    with recursive referring as (
        select oid from pg_class where oid::regclass::text = any (%s)
        union select conrelid from pg_constraint join referring on confrelid = referring.oid where contype = 'f'
    ) select oid::regclass::text from referring order by 1
"""


def remove_everything() -> None:
    """Empty the tables of cases, people, sharing, delivery and access, as the owner, with their guards off."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLES, [f"^({'|'.join(OURS)})"])
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(REFERRING, [tables])
        tables = [name for (name,) in cursor.fetchall()]
        of_plans = [name for name in tables if name.startswith("plans_") and not OF_STAFF.match(name)]
        assert not of_plans, f"the invented country stays, and with it {of_plans}"
        for table in tables:
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(f"truncate {', '.join(tables)}")
        for table in tables:
            cursor.execute(f"alter table {table} enable trigger user")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Let a test commit; what it leaves is removed."""
    from django.db import connection

    with django_db_blocker.unblock():
        try:
            yield
        finally:
            remove_everything()
            connection.close()
