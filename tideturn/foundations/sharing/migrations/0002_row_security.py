"""Who may see what: the functions that decide, and the guards of what they decide by."""

from django.db import migrations

from tideturn.foundations.sharing.row_security import force, policy, systems
from tideturn.foundations.sharing.sql import DECIDING, GROUND, GROUND_OF_PERSON, unless_deciding

WRITERS = systems("sharing", "intake", "set-up")
READERS = systems("sharing", "intake", "clocks", "set-up")
OWN_OPENING = "agency_id = acting_agency() and user_id = acting_user()"
PARTY = "acting_agency() = any (parties)"
SEEN = "sharing_ground_of_person(person) is not null"


def read(table: str, using: str) -> list[migrations.RunSQL]:
    """Guard a table, and let its rows be read by those for whom the condition holds, and by the deciding functions."""
    return [
        *force(table),
        policy(table, "read", command="select", using=unless_deciding(using)),
        policy(table, "decide", command="select", using=DECIDING, to="current_user"),
    ]


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial"), ("access", "0003_row_security")]

    operations = [
        migrations.RunSQL(GROUND, "drop function sharing_ground(uuid)"),
        migrations.RunSQL(GROUND_OF_PERSON, "drop function sharing_ground_of_person(uuid)"),
        *read("sharing_subject", f"sharing_ground(id) is not null or {READERS}"),
        policy("sharing_subject", "make", command="insert", check=WRITERS),
        policy("sharing_subject", "change", command="update", using=WRITERS),
        *read("sharing_part", f"sharing_ground(subject_id) is not null or {READERS}"),
        policy("sharing_part", "make", command="insert", check=WRITERS),
        policy("sharing_part", "change", command="update", using=WRITERS),
        *read("sharing_agreement", f"{PARTY} or {READERS}"),
        policy("sharing_agreement", "make", command="insert", check=f"{PARTY} or {systems('set-up')}"),
        policy("sharing_agreement", "change", command="update", using=f"{PARTY} or {systems('set-up')}"),
        *read("sharing_wish", f"{SEEN} or {systems('sharing', 'intake')}"),
        policy("sharing_wish", "make", command="insert", check=f"{SEEN} or {systems('intake')}"),
        policy("sharing_wish", "change", command="update", using=f"{SEEN} or {systems('intake')}"),
        *read(
            "sharing_breakglass",
            f"(agency_id = acting_agency() and (user_id = acting_user() or acting_whole_agency())) or {READERS}",
        ),
        # Opened by oneself, now and unreviewed; reviewed by another of the same agency.
        policy(
            "sharing_breakglass",
            "make",
            command="insert",
            check=f"{OWN_OPENING} and began_at <= statement_timestamp() and reviewed_at is null",
        ),
        policy(
            "sharing_breakglass",
            "change",
            command="update",
            using="agency_id = acting_agency() and acting_whole_agency() and user_id <> acting_user()",
        ),
    ]
