"""Who may see and add rows of the record, and that none is changed or removed: held by the database itself."""

from django.db import migrations

GROUND = "coalesce(current_setting('tideturn.system', true), '') in ('intake', 'set-up', 'matching')"
TABLES = ("people_person", "people_statement", "people_correction", "people_joining", "people_separation", "people_key")


def guard(table):
    """Return what enables and forces row security on a table, with one policy to read and one to add, and no other."""
    return migrations.RunSQL(
        f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy {table}_seen on {table} for select using ({GROUND});
        create policy {table}_added on {table} for insert with check ({GROUND});
        create trigger {table}_stays before update or delete on {table}
            for each statement execute function people_rows_stay();
        """,
        f"""
        drop trigger {table}_stays on {table};
        drop policy {table}_added on {table};
        drop policy {table}_seen on {table};
        alter table {table} no force row level security;
        alter table {table} disable row level security;
        """,
    )


ROWS_STAY = migrations.RunSQL(
    """
    create function people_rows_stay() returns trigger language plpgsql as $body$
        begin
            raise exception 'The record of people is only added to. Correct, join or separate instead.'
                using errcode = 'check_violation';
        end;
    $body$;
    """,
    "drop function people_rows_stay()",
)


class Migration(migrations.Migration):
    dependencies = [("people_record", "0001_initial")]
    operations = [ROWS_STAY, *[guard(table) for table in TABLES]]
