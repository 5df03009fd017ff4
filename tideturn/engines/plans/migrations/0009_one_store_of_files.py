import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

NOT_PACKED = "alter table plans_keptfile alter column content set storage external"
# Documents and pictures are packed already; as they are, a piece of one is read without the rest.
WRITTEN_ANEW = "update plans_keptfile set content = content || ''::bytea"
LEFT = "update plans_readingin set left_at = now() where state = 'left'"


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_whoever_wrote"),
    ]

    operations = [
        migrations.RunSQL(NOT_PACKED, migrations.RunSQL.noop),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="keptfile",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.Func(models.F("content"), function="sha256", output_field=models.BinaryField()),
                        models.Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    ),
                    models.F("sha256"),
                ),
                name="kept_file_is_named_by_content",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptfile",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("content"), 16000000
                ),
                name="kept_file_is_of_a_size_taken",
            ),
        ),
        migrations.AddField(model_name="readingin", name="left_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(LEFT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="readingin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_at__isnull", False), ("state", "left")),
                    models.Q(models.Q(("state", "left"), _negated=True), ("left_at__isnull", True)),
                    _connector="OR",
                ),
                name="reading_in_left_at_a_moment",
            ),
        ),
        migrations.CreateModel(
            name="StatementFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shown", to="plans.keptfile"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="plans.statement"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("statement", "file"), name="statement_file_is_once")]
            },
        ),
    ]
