"""Who acts, as SQL asks it, and the guards of what belongs to one agency."""

from django.db import migrations

from tideturn.foundations.access.row_security import enable, force, policy
from tideturn.foundations.access.sql import ACTING_FUNCTIONS, NAMES, OWN, SOMEBODY, systems

MAKES = f"({OWN} or {systems('set-up')})"
READS_MEMBERSHIPS = systems("sign-in", "set-up", "intake", "clocks", "delivery")


class Migration(migrations.Migration):
    dependencies = [("access", "0002_agencies")]

    operations = [
        *(
            migrations.RunSQL(statement, f"drop function acting_{name}()")
            for statement, name in zip(ACTING_FUNCTIONS, NAMES, strict=True)
        ),
        # Whom a case may go to is everybody's to know; nobody but the agency says what its teams are.
        *force("access_team"),
        policy("access_team", "read", command="select", using=SOMEBODY),
        policy("access_team", "make", command="insert", check=MAKES),
        policy("access_team", "change", command="update", using=MAKES),
        *force("access_membership"),
        policy(
            "access_membership",
            "read",
            command="select",
            using=f"{OWN} or user_id = acting_user() or {READS_MEMBERSHIPS}",
        ),
        policy("access_membership", "make", command="insert", check=MAKES),
        policy("access_membership", "change", command="update", using=MAKES),
        *enable("access_credential", using=f"{MAKES} or {systems('sign-in')}", check=MAKES),
    ]
