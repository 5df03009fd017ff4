"""Who may do what with the audit: every role that reads it may append to it through its function, and nothing else.

Set-up's default rights let the serving role write every new table, so this is held again after each migration.
"""

from typing import Any

from django.db import connections

ONLY_THE_FUNCTION_WRITES = """
    do $guard$
    declare
        held record;
    begin
        for held in
            select distinct pg_class.oid::regclass as name,
                   case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end as grantee
            from pg_class, aclexplode(pg_class.relacl) as granted
            where pg_class.oid in (to_regclass('public.audit_entry'), to_regclass('public.audit_head'))
              and granted.grantee <> pg_class.relowner
        loop
            execute format('revoke all on %s from %s', held.name, held.grantee);
            execute format('grant select on %s to %s', held.name, held.grantee);
            if held.grantee <> 'public' then
                execute format('grant execute on function public.audit_append to %s', held.grantee);
            end if;
        end loop;
    end
    $guard$
"""


def hold_guards(using: str, **_signal: Any) -> None:
    """Let every role that reads the audit append to it by its function, and take back every other way."""
    with connections[using].cursor() as cursor:
        cursor.execute(ONLY_THE_FUNCTION_WRITES)
