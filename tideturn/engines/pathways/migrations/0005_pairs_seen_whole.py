"""A pair of cases is there for those who may see both: one half would tell that there is another."""

from django.db import migrations

from tideturn.foundations.sharing.row_security import policy, systems

TABLE = "pathways_likelymatch"
BOTH = "sharing_ground(case_id) is not null and sharing_ground(other_id) is not null"
BY_RULE = systems("intake", "clocks", "set-up")


class Migration(migrations.Migration):
    dependencies = [("pathways", "0004_meetings")]

    operations = [
        migrations.RunSQL(
            f"drop policy {TABLE}_whole on {TABLE}",
            f"create policy {TABLE}_whole on {TABLE} for all using (sharing_ground(case_id) is not null or {BY_RULE})",
        ),
        policy(TABLE, "both", command="all", using=f"({BOTH}) or {BY_RULE}"),
    ]
