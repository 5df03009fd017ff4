"""The guard on the role that serves: row security, triggers and history hold only for a role that owns nothing."""

from typing import Any, Protocol

from django.db import connection

# What the session may become counts as much as what it is: an address may ask for a lesser role, and any session may
# take back its own; a member of the owner's role may become the owner.
WITHIN_REACH = "(select * from pg_roles where pg_has_role(session_user, pg_roles.oid, 'member')) as reached"
POWERS = "('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files', 'pg_write_all_data')"
RIGHTS_TOO_MANY = (
    ("it is a superuser, or may become one", f"select from {WITHIN_REACH} where rolsuper"),
    ("it bypasses row security, or may become a role that does", f"select from {WITHIN_REACH} where rolbypassrls"),
    ("it may make roles, and so give itself any right", f"select from {WITHIN_REACH} where rolcreaterole"),
    ("it may copy the whole database as a replica", f"select from {WITHIN_REACH} where rolreplication"),
    ("it may reach the server's files or every table", f"select from {WITHIN_REACH} where rolname in {POWERS}"),
    (
        "it owns tables or the database, or may become the role that does",
        f"""select from {WITHIN_REACH} where
            exists (select from pg_class where relowner = reached.oid and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                    and relnamespace not in (select oid from pg_namespace where starts_with(nspname, 'pg_')))
            or exists (select from pg_proc where proowner = reached.oid and pronamespace = 'public'::regnamespace)
            or exists (select from pg_namespace where nspowner = reached.oid and not starts_with(nspname, 'pg_'))
            or exists (select from pg_database where datdba = reached.oid and datname = current_database())""",  # noqa: S608 - constants
    ),
    (
        "it may make tables, which could stand before the real ones (revoke create on schema public from public)",
        """select from pg_namespace where not starts_with(nspname, 'pg_')
           and has_schema_privilege(session_user, oid, 'create')""",
    ),
    (
        "it may write the history, which only triggers and the audit's function write (`make setup` takes that away)",
        """select from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
           and (relname in ('audit_entry', 'audit_head')
                or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'pgh_id'))
           and has_table_privilege(session_user, oid, 'insert, update, delete, truncate')""",
    ),
)


class Cursor(Protocol):
    """What a question is asked through."""

    def execute(self, question: str) -> Any:
        """Ask a question."""

    def fetchone(self) -> Any:
        """Return the next row, or None."""


class ServesWithTooManyRights(Exception):
    """The database address given for serving belongs to a role that could bypass the database's own guards."""

    def __init__(self, role: str, reason: str) -> None:
        super().__init__(
            f"Refusing to serve as the database role “{role}”: {reason}. "
            "Give DATABASE_URL a role that only reads and writes rows, and DATABASE_OWNER_URL the owner."
        )


def check_serving_role() -> None:
    """Refuse to go on when the current role could bypass the database's own guards."""
    with connection.cursor() as cursor:
        refuse_rights_too_many(cursor)


def refuse_rights_too_many(cursor: Cursor) -> None:
    """Raise with the first right that a session of the serving role must not have."""
    cursor.execute("select session_user")
    [role] = cursor.fetchone()
    for reason, question in RIGHTS_TOO_MANY:
        cursor.execute(f"select exists ({question})")
        if cursor.fetchone()[0]:
            raise ServesWithTooManyRights(role, reason)
