"""Who may see and add rows of the record, and that none is changed or removed: held by the database itself."""

from django.db import migrations

from tideturn.foundations.sharing.row_security import force, policy, systems

# Asked once a statement and not once a row.
SYSTEM = f"(select {systems('intake', 'set-up', 'matching')})"


def ground(column: str) -> str:
    """Return the condition that whoever acts has a ground to see the person of a column."""
    return f"sharing_ground_of_person({column}) is not null"


OF_THE_PERSON = f"{SYSTEM} or {ground('person_id')}"
OF_BOTH = f"{SYSTEM} or ({ground('person_a_id')} and {ground('person_b_id')})"
OF_A_JOINING_SEEN = "joining_id in (select id from people_joining)"
# Whom a table's rows are there for, and who may add one. Only the system makes a person, for whom nobody has a ground
# yet, and only the system searches: to others a mark would tell that there is somebody of this number or birth date.
SEEN_AND_ADDED = {
    "people_person": (f"{SYSTEM} or {ground('id')}", SYSTEM),
    "people_statement": (OF_THE_PERSON, OF_THE_PERSON),
    "people_correction": (OF_THE_PERSON, OF_THE_PERSON),
    "people_joining": (OF_BOTH, OF_BOTH),
    "people_separation": (OF_A_JOINING_SEEN, OF_A_JOINING_SEEN),
    "people_key": (SYSTEM, OF_THE_PERSON),
}
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


def guard(table: str) -> list[migrations.RunSQL]:
    """Return what guards a table: row security with one policy to read and one to add, and a trigger against the rest."""
    seen, added = SEEN_AND_ADDED[table]
    stays = f"create trigger {table}_stays before update or delete on {table} execute function people_rows_stay()"
    return [
        *force(table),
        policy(table, "read", command="select", using=seen),
        policy(table, "make", command="insert", check=added),
        migrations.RunSQL(stays, f"drop trigger {table}_stays on {table}"),
    ]


class Migration(migrations.Migration):
    dependencies = [("people_record", "0001_initial"), ("sharing", "0002_row_security")]
    operations = [ROWS_STAY, *(operation for table in SEEN_AND_ADDED for operation in guard(table))]
