"""What a case left behind in the database: which tables were written to, and whether their rows are other rows now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

TABLES = """
    select relname, relforcerowsecurity from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname
"""
# The view of these figures joins so much else that asking it costs more than most cases do.
WRITES = """
    select relname, count from (
        select relname, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
            + pg_stat_get_xact_tuples_deleted(oid) as count
        from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    ) as counted where count > 0
"""
HAS_WRITTEN = "select pg_current_xact_id_if_assigned() is not null"
# What a refusal may leave behind, and a page that was only read: that it was asked and what was read, how often it was
# asked, and what a browser has done so far.
NAMED: Mapping[str, str] = {
    "audit_entry": "that it was tried, or what was read",
    "audit_head": "the head of the audit's chain",
    "access_failedsignin": "that somebody was not let in, on its way to the audit",
    "workspace_cache": "how often it was tried",
    "django_session": "when the browser was last here",
}
# Nothing of these may be written without a word in the audit.
AUDITED = ("pathways_", "people_", "sharing_")


@dataclass(frozen=True)
class Kept:
    """The rows of every table as they were before the first case."""

    tables: Mapping[str, bool]
    digests: Mapping[str, str]

    def other_rows(self, touched: Iterable[str]) -> tuple[str, ...]:
        """Return which of these tables hold other rows than before, but for those that may."""
        unnamed = [name for name in touched if name not in NAMED]
        now = digests({name: self.tables[name] for name in unnamed}) if unnamed else {}
        return tuple(name for name, digest in now.items() if digest != self.digests[name])


def take_stock() -> Kept:
    """Return the rows of every table as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables: dict[str, bool] = dict(cursor.fetchall())
    return Kept(tables, digests(tables))


def writes() -> dict[str, int]:
    """Return how many rows of each table were written by this session since it last told the server."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES)
        return dict(cursor.fetchall())


def written_since(before: Mapping[str, int]) -> tuple[str, ...]:
    """Return the tables that were written to since then, though it may have been taken back."""
    with connection.cursor() as cursor:
        cursor.execute(HAS_WRITTEN)
        if not cursor.fetchone()[0]:
            return ()
    return tuple(name for name, count in writes().items() if count != before.get(name, 0))


def check_commit() -> None:
    """Let the database look now at what it else looks at when a transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def unaudited(touched: Iterable[str]) -> tuple[str, ...]:
    """Return the tables of cases and people that were written to, where the audit was not."""
    names = tuple(touched)
    return () if "audit_entry" in names else tuple(name for name in names if name.startswith(AUDITED))


def digests(tables: Mapping[str, bool]) -> dict[str, str]:
    """Return what tells the rows of each table from others; row security is set aside for that, and comes back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for name, is_guarded in tables.items():
            if is_guarded:
                cursor.execute(f"alter table {name} no force row level security")
        rows = " union all ".join(
            f"select '{name}', count(*) || ':' || coalesce(md5(string_agg(row, '' order by row)), '') "  # noqa: S608
            f"from (select md5(t::text) as row from {name} t) as rows"
            for name in tables
        )
        cursor.execute(rows)
        found: dict[str, str] = dict(cursor.fetchall())
        transaction.set_rollback(True)
    return found
