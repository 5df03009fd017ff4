"""What no session of the serving role may get round, whatever it sets or makes: the register's triggers and history.

Triggers come from libraries that let a session switch them off by a setting, look tables up wherever the session says,
and write history with the session's own rights. After each migration, as the owner, that is taken back.
"""

from typing import Any

from django.db import connections

# A setting of the session names triggers to be passed over; nothing here uses that, and a verdict must not.
NO_TRIGGER_IS_PASSED_OVER = """
    do $guard$
    begin
        if to_regprocedure('public._pgtrigger_should_ignore(name)') is not null then
            create or replace function public._pgtrigger_should_ignore(trigger_name name) returns boolean
                language sql immutable as 'select false';
        end if;
    end
    $guard$
"""

# As the owner, so that the serving role needs no right to write history; with fixed places to look tables up, so that
# a temporary table of the same name deceives no trigger; and for no one to hang on a table of their own.
TRIGGERS_ARE_THE_OWNERS = """
    do $guard$
    declare
        called regprocedure;
    begin
        for called in
            select distinct pg_proc.oid::regprocedure from pg_trigger
            join pg_class on pg_class.oid = pg_trigger.tgrelid
            join pg_proc on pg_proc.oid = pg_trigger.tgfoid
            where starts_with(pg_class.relname, 'plans_') and starts_with(pg_proc.proname, 'pgtrigger_')
        loop
            execute format('alter function %s security definer set search_path = pg_catalog, public, pg_temp', called);
            execute format('revoke execute on function %s from public', called);
        end loop;
    end
    $guard$
"""

# A history table is known by its key's column. The list of migrations is read when a command starts, and no more.
HISTORY_IS_ONLY_READ = """
    do $guard$
    declare
        held record;
    begin
        for held in
            select distinct pg_class.oid::regclass as name,
                   case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end as grantee
            from pg_class, aclexplode(pg_class.relacl) as granted
            where pg_class.relnamespace = 'public'::regnamespace and pg_class.relkind in ('r', 'p')
              and granted.grantee <> pg_class.relowner
              and (pg_class.relname in ('pghistory_context', 'django_migrations')
                   or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'pgh_id'))
        loop
            execute format('revoke insert, update, delete, truncate on %s from %s', held.name, held.grantee);
        end loop;
    end
    $guard$
"""

# Who did what and why is written anew when a session gives the same number again: soon after, but not for ever.
REASONS_STAY = """
    do $guard$
    begin
        if to_regclass('public.pghistory_context') is not null then
            create or replace function public.reason_of_a_change_stays() returns trigger language plpgsql as $body$
                begin
                    raise exception 'Who changed the register, and why, can be told anew for a day and no longer.'
                        using errcode = 'check_violation';
                end;
            $body$;
            create or replace trigger reason_of_a_change_stays before update on public.pghistory_context
                for each row when (old.created_at < now() - interval '1 day')
                execute function public.reason_of_a_change_stays();
        end if;
    end
    $guard$
"""

GUARDS = (NO_TRIGGER_IS_PASSED_OVER, TRIGGERS_ARE_THE_OWNERS, HISTORY_IS_ONLY_READ, REASONS_STAY)


def hold_guards(using: str, **_signal: Any) -> None:
    """Take back from every other role what would let it get round the register's triggers and history."""
    with connections[using].cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(guard)
