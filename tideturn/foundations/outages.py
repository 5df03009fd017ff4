"""Whether what went wrong is the database's outage, so that nothing was kept and one may come again."""

import psycopg
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError, connection
from psycopg.errors import InFailedSqlTransaction

# Away, too slow, full or used up; gone in the middle; or fit for reading only.
# The driver's own come through where a connection is opened, given back, or told how to work.
OUTAGES = (OperationalError, InterfaceError, InternalError, psycopg.OperationalError, psycopg.InterfaceError)
# A disk that the system has made read-only is told of as a right that is missing; the words alone tell it apart.
READ_ONLY_DISK = "Read-only file system"


def is_outage(error: BaseException) -> bool:
    """Tell whether the database could not take what was asked of it, through no fault of whoever asked."""
    if isinstance(error, ProgrammingError | psycopg.ProgrammingError):
        return READ_ONLY_DISK in str(error) or _has_broken()
    # To go on after a statement has failed is a fault of ours.
    return isinstance(error, OUTAGES) and not isinstance(error.__cause__, InFailedSqlTransaction)


def _has_broken() -> bool:
    """Tell whether the connection is gone: what was asked of one that broke is refused as if it were asked wrongly."""
    held = connection.connection
    return held is None or bool(held.closed)
