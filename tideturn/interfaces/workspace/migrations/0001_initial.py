"""What the door remembers, and the table in which limits are counted for all processes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As Django's own `createcachetable` makes it; here, so that set-up, tests and updates need no further step.
CACHE = """
    create table workspace_cache (
        cache_key varchar(255) primary key,
        value text not null,
        expires timestamp with time zone not null
    );
    create index workspace_cache_expires on workspace_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.RunSQL(CACHE, "drop table workspace_cache"),
        migrations.CreateModel(
            name="SignOut",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("everywhere_at", models.FloatField()),
            ],
        ),
    ]
