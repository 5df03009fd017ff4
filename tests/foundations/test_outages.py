"""What counts as an outage of the database, and what is a fault of ours."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError, connection

from tideturn.foundations.outages import is_outage

DISK = 'could not open file "base/16384/17001": Read-only file system'
POLICY = 'new row violates row-level security policy for table "pathways_case"'


def of(kind: type[Exception], cause: psycopg.Error) -> Exception:
    """Return an error as Django raises it for one of the driver."""
    error = kind(str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        of(OperationalError, psycopg.errors.DiskFull("No space left on device")),
        of(InternalError, psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT")),
        of(ProgrammingError, psycopg.errors.InsufficientPrivilege(DISK)),
        InterfaceError("connection already closed"),
        psycopg.OperationalError("the connection is lost"),
    ],
)
def test_what_the_database_cannot_take_is_an_outage(error: Exception) -> None:
    assert is_outage(error)


def test_what_arises_where_the_connection_is_gone_is_an_outage() -> None:
    error = ProgrammingError("can't change 'autocommit' now: connection in transaction status UNKNOWN")
    # A thread has a connection of its own, and this one has none.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(is_outage, error).result()


def test_what_arises_where_the_connection_has_broken_is_an_outage(django_db_setup, django_db_blocker) -> None:
    def broken() -> bool:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            try:
                connection.connection.close()
                return is_outage(ProgrammingError("can't change 'autocommit' now"))
            finally:
                connection.close()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(broken).result()


@pytest.mark.parametrize(
    "error",
    [
        of(ProgrammingError, psycopg.errors.InsufficientPrivilege(POLICY)),
        of(InternalError, psycopg.errors.InFailedSqlTransaction("current transaction is aborted")),
        ProgrammingError("can't change 'autocommit' now: connection in transaction status INTRANS"),
        ValueError(DISK),
    ],
)
def test_a_fault_of_ours_is_none(error: Exception, db: None) -> None:
    connection.ensure_connection()

    assert not is_outage(error)
