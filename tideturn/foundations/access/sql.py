"""The database's side of `acting`: what its policies ask. A setting that is missing reads as nobody."""

_TEXT = """
create function acting_{name}() returns text language sql stable parallel restricted
return nullif(pg_catalog.current_setting('tideturn.{name}', true), '')
"""

ACTING_FUNCTIONS = (
    """
    create function acting_user() returns bigint language sql stable parallel restricted
    return nullif(pg_catalog.current_setting('tideturn.user', true), '')::bigint
    """,
    """
    create function acting_teams() returns uuid[] language sql stable parallel restricted
    return coalesce(nullif(pg_catalog.current_setting('tideturn.teams', true), ''), '{}')::uuid[]
    """,
    """
    create function acting_whole_agency() returns boolean language sql stable parallel restricted
    return coalesce(pg_catalog.current_setting('tideturn.whole_agency', true), '') = 'on'
    """,
    *(_TEXT.format(name=name) for name in ("agency", "purpose", "system")),
)
NAMES = ("user", "teams", "whole_agency", "agency", "purpose", "system")

SOMEBODY = "(acting_agency() is not null or acting_system() is not null)"
OWN = "(agency_id = acting_agency())"


def systems(*parts: str) -> str:
    """Return the condition that one of these parts of the system acts."""
    listed = ", ".join(f"'{part}'" for part in parts)
    return f"coalesce(acting_system() in ({listed}), false)"
