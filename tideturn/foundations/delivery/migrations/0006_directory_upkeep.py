"""The messages of the directory, and that the directory sends them."""

from django.db import migrations, models

AGENCY = "coalesce(current_setting('tideturn.agency', true), '')"
SYSTEM = "coalesce(current_setting('tideturn.system', true), '')"
BEFORE = "('delivery', 'clocks', 'intake', 'set-up', 'measures', 'audit')"
SINCE = "('delivery', 'clocks', 'intake', 'set-up', 'measures', 'audit', 'directory')"
ADDED = "alter policy message_added on delivery_message with check ({system} in {systems} or {agency} <> '')"


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0005_odd_reading"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_kind_is_known",
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("clock-raised", "a clock has run out"),
                    ("clock-warning", "a clock is about to run out"),
                    ("case-assigned", "a case is now yours"),
                    ("case-news", "something waits for you in a case"),
                    ("break-glass-used", "a case was opened in an emergency"),
                    ("odd-reading", "a reading of cases stands out"),
                    ("review-due", "an emergency opening waits for its review"),
                    ("report-unroutable", "a report found no team"),
                    ("poison-clock", "a clock could not be raised"),
                    ("sign-in-reset", "your signing in was reset"),
                    ("still-right", "an entry of the directory is to be looked at"),
                    ("change-decided", "a change of the directory was decided about"),
                    ("message-given-up", "a message could not be delivered"),
                    ("worker-silent", "nothing is being raised or sent"),
                    ("worker-speaks-again", "raising and sending go on"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "clock-raised",
                            "clock-warning",
                            "case-assigned",
                            "case-news",
                            "break-glass-used",
                            "odd-reading",
                            "review-due",
                            "report-unroutable",
                            "poison-clock",
                            "sign-in-reset",
                            "still-right",
                            "change-decided",
                            "message-given-up",
                            "worker-silent",
                            "worker-speaks-again",
                        ],
                    )
                ),
                name="message_kind_is_known",
            ),
        ),
        migrations.RunSQL(
            ADDED.format(system=SYSTEM, systems=SINCE, agency=AGENCY),
            ADDED.format(system=SYSTEM, systems=BEFORE, agency=AGENCY),
        ),
    ]
