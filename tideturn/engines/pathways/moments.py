"""The database's own time: what every clock is set by, so that no other machine's clock counts."""

from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """Return the present moment of the database, going on within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        [moment] = cursor.fetchone()
    return moment.astimezone(UTC)  # type: ignore[no-any-return]
