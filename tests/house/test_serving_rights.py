"""Each right that a role must not serve with, given to a real role of a real cluster and taken away again."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from house import cluster, sql
from tests.house.conftest import Standing
from tideturn.config.serving_role import ServesWithTooManyRights, refuse_rights_too_many

CLERK = "clerk"
TABLE = "create table if not exists held (id int)"
HISTORY = "create table if not exists held_event (pgh_id int)"
TOO_MANY = (
    ("alter role clerk superuser", "it is a superuser"),
    ("alter role clerk bypassrls", "it bypasses row security"),
    ("alter role clerk createrole", "it may make roles"),
    ("alter role clerk replication", "it may copy the whole database"),
    ("grant pg_write_all_data to clerk", "every table"),
    ("grant pg_execute_server_program to clerk", "the server's files"),
    ("alter table held owner to clerk", "it owns tables"),
    ("alter database tideturn owner to clerk", "it owns tables or the database"),
    (f"grant {sql.OWNER} to clerk", "may become the role that does"),
    (f"alter role clerk noinherit; grant {sql.OWNER} to clerk", "may become the role that does"),
    (f"create role between; grant {sql.OWNER} to between; grant between to clerk", "may become the role that does"),
    (f"grant {cluster.SUPERUSER} to clerk", "it is a superuser, or may become one"),
    ("create schema clerks authorization clerk", "it owns tables"),
    ("grant create on schema public to public", "it may make tables"),
    ("grant update on held_event to clerk", "it may write the history"),
    ("create table if not exists audit_head (id int); grant insert on audit_head to clerk", "it may write the history"),
)


@pytest.fixture
def clerks(standing: Standing) -> Iterator[psycopg.Connection]:
    """Give a superuser's session in which a lesser role stands; whatever it is given is taken back."""
    with psycopg.connect(standing.cluster.url(cluster.SUPERUSER)) as session:
        for statement in (TABLE, HISTORY, f"create role {CLERK} login"):
            session.execute(statement)
        yield session
        session.rollback()


def as_clerk(session: psycopg.Connection) -> psycopg.Cursor:
    """Return a cursor of the session, once it is the lesser role's own."""
    session.execute(f"set session authorization {CLERK}")
    return session.cursor()


def test_refuse_rights_too_many_takes_a_role_that_only_reads_and_writes_rows(clerks: psycopg.Connection) -> None:
    clerks.execute("grant select, insert, update, delete on held to clerk; grant select on held_event to clerk")

    refuse_rights_too_many(as_clerk(clerks))


@pytest.mark.parametrize(("given", "reason"), TOO_MANY)
def test_refuse_rights_too_many_refuses_each_one(clerks: psycopg.Connection, given: str, reason: str) -> None:
    clerks.execute(given)

    with pytest.raises(ServesWithTooManyRights, match=reason):
        refuse_rights_too_many(as_clerk(clerks))


def test_refuse_rights_too_many_sees_through_an_address_that_asks_for_a_lesser_role(standing: Standing) -> None:
    address = standing.cluster.url(cluster.SUPERUSER)

    with psycopg.connect(address, options=f"-c role={sql.SERVING}") as session, session.cursor() as cursor:
        assert cursor.execute("select current_user").fetchone() == (sql.SERVING,)
        with pytest.raises(ServesWithTooManyRights, match=f"“{cluster.SUPERUSER}”: it is a superuser"):
            refuse_rights_too_many(cursor)


def test_refuse_rights_too_many_takes_the_role_that_set_up_makes(standing: Standing) -> None:
    with psycopg.connect(standing.cluster.url(sql.SERVING)) as session, session.cursor() as cursor:
        refuse_rights_too_many(cursor)
