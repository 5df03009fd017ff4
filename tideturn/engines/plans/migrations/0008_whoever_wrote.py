"""A statement knows all who wrote in it, so that none of them publishes it."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_conditions_mark_the_register")]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="writers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
    ]
