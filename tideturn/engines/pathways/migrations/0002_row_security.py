"""Who may see a case and all that belongs to it: those whom sharing gives a ground, and the parts that act by rule."""

from django.db import migrations

from tideturn.engines.pathways.sql import ROWS_STAY
from tideturn.foundations.sharing.row_security import enable, force, policy, systems

BY_RULE = systems("intake", "clocks", "set-up")
OF_CASE = f"(sharing_ground(case_id) is not null or {BY_RULE})"


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial"), ("sharing", "0002_row_security"), ("access", "0003_row_security")]

    operations = [
        ROWS_STAY,
        *force("pathways_case"),
        policy(
            "pathways_case",
            "read",
            command="select",
            using=f"sharing_ground(id) is not null or {systems('intake', 'clocks', 'set-up', 'measures')}",
        ),
        policy("pathways_case", "make", command="insert", check=systems("intake", "set-up")),
        policy("pathways_case", "change", command="update", using=f"sharing_ground(id) is not null or {BY_RULE}"),
        *(
            operation
            for table in ("pathways_entry", "pathways_clock", "pathways_report", "pathways_likelymatch")
            for operation in enable(table, using=OF_CASE)
        ),
        *enable(
            "pathways_casejoining",
            using="sharing_ground(source_id) is not null or sharing_ground(target_id) is not null",
        ),
        *enable(
            "pathways_reportreference",
            using=f"{BY_RULE} or exists (select from pathways_report report where report.id = report_id)",
        ),
        *enable("pathways_receipt", using=f"agency = acting_agency() or {systems('intake')}"),
        # Somebody of the national queue may be told of a case that is not theirs to open.
        *force("pathways_notice"),
        policy(
            "pathways_notice",
            "read",
            command="select",
            using=f"{OF_CASE} or to_user_id = acting_user() or to_team_id = any (acting_teams())",
        ),
        policy("pathways_notice", "make", command="insert", check=OF_CASE),
        policy(
            "pathways_notice",
            "change",
            command="update",
            using=f"{OF_CASE} or to_user_id = acting_user() or to_team_id = any (acting_teams())",
        ),
    ]
