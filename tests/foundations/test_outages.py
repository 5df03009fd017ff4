"""What counts as an outage of the database, and what is a fault of ours."""

import psycopg
import pytest
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError

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
    ],
)
def test_what_the_database_cannot_take_is_an_outage(error: Exception) -> None:
    assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        of(ProgrammingError, psycopg.errors.InsufficientPrivilege(POLICY)),
        of(InternalError, psycopg.errors.InFailedSqlTransaction("current transaction is aborted")),
        ValueError(DISK),
    ],
)
def test_a_fault_of_ours_is_none(error: Exception) -> None:
    assert not is_outage(error)
