"""A service of the directory is asked for help; who asked sees that again, and nothing of the case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tideturn.foundations.sharing.row_security import enable, systems


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0006_measures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="service",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="service_name",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="asked",
                        serialize=False,
                        to="pathways.receipt",
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("agency", models.CharField(max_length=80)),
                ("service", models.UUIDField()),
                ("service_name", models.TextField()),
                ("sent_at", models.DateTimeField()),
                ("own_reference", models.CharField(blank=True, max_length=200)),
                ("is_told", models.BooleanField(default=False)),
                ("code_digest", models.BinaryField(max_length=32, null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "-sent_at"], name="asked_by_agency")],
            },
        ),
        *enable("pathways_asked", using=f"agency = acting_agency() or {systems('intake')}"),
    ]
