"""How a migration guards a table's rows: row security enabled, forced on the owner too, and policies that say who may.

Without a policy that lets it through, a row is not there: reading, counting and changing all miss it.
"""

from typing import Literal

from django.db.migrations import RunSQL

Command = Literal["all", "select", "insert", "update", "delete"]


def enable(table: str, *, using: str, check: str | None = None) -> list[RunSQL]:
    """Return the operations that guard a table by one policy for reading and writing.

    `using` is the SQL condition of rows that are there for the actor; `check` that of rows the actor may leave
    behind, where the two differ. Both may call the `acting_*` functions and `sharing_ground`.
    """
    return [*force(table), policy(table, "whole", command="all", using=using, check=check)]


def force(table: str) -> list[RunSQL]:
    """Return the operations that guard a table without a policy: until one is made, nobody sees a row."""
    return [
        RunSQL(
            f"alter table {table} enable row level security; alter table {table} force row level security",
            f"alter table {table} no force row level security; alter table {table} disable row level security",
        )
    ]


def policy(
    table: str,
    name: str,
    *,
    command: Command,
    using: str | None = None,
    check: str | None = None,
    to: str = "public",
) -> RunSQL:
    """Return the operation that makes one policy of a guarded table; policies of a table add up."""
    conditions = f" using ({using})" if using else ""
    conditions += f" with check ({check})" if check else ""
    return RunSQL(
        f"create policy {table}_{name} on {table} for {command} to {to}{conditions}",
        f"drop policy {table}_{name} on {table}",
    )
