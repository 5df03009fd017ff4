"""The one way into the audit, and what keeps every other way shut.

What is hashed is plain text that any program can make again: each part's length in bytes, a colon, the part; times are in
UTC to the microsecond. docs/explanation/audit.md says the same in words, and verify.py in Python.
"""

from django.db import migrations

from tideturn.foundations.access.row_security import force, policy
from tideturn.foundations.access.sql import systems

APPEND = """
    create function audit_append(
        of_agency text, of_actor text, of_action text, of_kind text, of_subject uuid, of_detail text
    ) returns public.audit_entry language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
    declare
        head public.audit_head;
        entry public.audit_entry;
        part text;
        canonical text := '';
    begin
        -- Whoever appends to the same chain waits here until this transaction ends: no gap and no fork.
        select * into head from public.audit_head where agency = of_agency for update;
        if not found then
            insert into public.audit_head (agency, sequence, at, digest)
                values (of_agency, 0, 'epoch', decode(repeat('00', 32), 'hex')) on conflict do nothing;
            select * into strict head from public.audit_head where agency = of_agency for update;
        end if;
        entry.agency := of_agency;
        entry.sequence := head.sequence + 1;
        -- A clock that was set back must not make the order look wrong.
        entry.at := greatest(clock_timestamp(), head.at);
        foreach part in array array[
            'tideturn-audit-1', entry.agency, entry.sequence::text,
            to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            of_actor, of_action, of_kind, coalesce(of_subject::text, ''), of_detail, encode(head.digest, 'hex')
        ] loop
            canonical := canonical || octet_length(convert_to(part, 'UTF8')) || ':' || part;
        end loop;
        insert into public.audit_entry
            (agency, sequence, at, actor, action, kind, subject, detail_text, previous, digest)
            values (entry.agency, entry.sequence, entry.at, of_actor, of_action, of_kind, of_subject, of_detail,
                    head.digest, sha256(convert_to(canonical, 'UTF8')))
            returning * into entry;
        update public.audit_head set sequence = entry.sequence, at = entry.at, digest = entry.digest
            where agency = of_agency;
        return entry;
    end;
    $body$;
    revoke execute on function audit_append from public;
"""
NO_APPEND = "drop function audit_append"

REFUSALS = """
    create function audit_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $body$
    begin
        raise exception 'The audit is never changed: what was written in it stays (% of %).', lower(tg_op), tg_table_name
            using errcode = 'check_violation';
    end;
    $body$;
    create trigger audit_stays before update or delete or truncate on audit_entry
        for each statement execute function audit_stays();
    alter table audit_entry enable always trigger audit_stays;
    create trigger audit_stays before delete or truncate on audit_head
        for each statement execute function audit_stays();
    alter table audit_head enable always trigger audit_stays;
    create trigger audit_head_moves_on before update on audit_head for each row
        when (new.agency <> old.agency or new.sequence <> old.sequence + 1 or new.at < old.at)
        execute function audit_stays();
    alter table audit_head enable always trigger audit_head_moves_on;
"""
NO_REFUSALS = """
    drop trigger audit_stays on audit_entry;
    drop trigger audit_stays on audit_head;
    drop trigger audit_head_moves_on on audit_head;
    drop function audit_stays;
"""

# The function writes as the owner, whom row security binds too; he is known by what he owns, as owners change.
OWNER = "current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'public.audit_entry'::regclass)"
READER = f"agency = acting_agency() or {systems('audit')}"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("access", "0003_row_security")]

    operations = [
        # A head is written anew with each entry: room on its page keeps that cheap.
        migrations.RunSQL("alter table audit_head set (fillfactor = 20)", migrations.RunSQL.noop),
        migrations.RunSQL(APPEND, NO_APPEND),
        migrations.RunSQL(REFUSALS, NO_REFUSALS),
        *(
            step
            for table in ("audit_entry", "audit_head")
            for step in (
                *force(table),
                policy(table, "read", command="select", using=READER),
                policy(table, "append", command="all", using=OWNER, check=OWNER),
            )
        ),
    ]
