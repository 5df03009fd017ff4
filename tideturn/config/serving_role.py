"""The guard on the role that serves: row security and constraints hold only for a role that owns nothing."""

from django.db import connection

RIGHTS_OF_THIS_ROLE = """
    select role.rolname, role.rolsuper, role.rolbypassrls,
           exists (select from pg_class where relowner = role.oid and relkind in ('r', 'p', 'v'))
           or exists (select from pg_database where datname = current_database() and datdba = role.oid)
    from pg_roles role where role.rolname = current_user
"""


class ServesWithTooManyRights(Exception):
    """The database address given for serving belongs to a superuser or to the owner of the tables."""

    def __init__(self, role: str, reason: str) -> None:
        super().__init__(
            f"Refusing to serve as the database role “{role}”: {reason}. "
            "Give DATABASE_URL a role that only reads and writes rows, and DATABASE_OWNER_URL the owner."
        )


def check_serving_role() -> None:
    """Refuse to go on when the current role could bypass the database's own guards."""
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS_OF_THIS_ROLE)
        role, is_superuser, bypasses_row_security, owns_things = cursor.fetchone()
    if is_superuser:
        raise ServesWithTooManyRights(role, "it is a superuser")
    if bypasses_row_security:
        raise ServesWithTooManyRights(role, "it bypasses row security")
    if owns_things:
        raise ServesWithTooManyRights(role, "it owns tables or the database")
