"""Who keeps which entries, what they propose, what they were asked; each seen by those whom it is about."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tideturn.foundations.sharing.row_security import enable, force, policy, systems

STEWARD, EDIT = "directory_steward", "directory_edit"
DIRECTORY = systems("directory")
OWN = "agency_id = acting_agency()"
NATIONAL = "coalesce(acting_agency() = 'national', false)"
# In its areas are the services of the organisation, or those who keep its entries.
HERE = f"""({NATIONAL} or exists (
    select from access_agency as mine join directory_service as service
        on service.organisation_id = {STEWARD}.organisation_id
    join directory_listing as listing on listing.service_id = service.id and listing.area = any(mine.areas)
    where mine.id = acting_agency()
) or exists (
    select from access_agency as mine join access_agency as keeper on mine.areas && keeper.areas
    where mine.id = acting_agency() and keeper.id = {STEWARD}.agency_id
))"""  # noqa: S608 - names of ours
# Nobody says of their own agency that it keeps an entry.
SETS = f"({DIRECTORY} or ({HERE} and not ({OWN})))"
DECIDES = f"""({NATIONAL} or exists (
    select from access_agency as mine where mine.id = acting_agency() and mine.areas && {EDIT}.areas
))"""
SEES_EDIT = f"({OWN} or {DIRECTORY} or {DECIDES})"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_one_time_links"),
        ("directory", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="is_withdrawn_by_age",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Edit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("new_id", models.UUIDField(null=True)),
                ("name", models.TextField()),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "not sent yet"),
                            ("waiting", "waits for the partnership"),
                            ("approved", "in the directory"),
                            ("refused", "refused"),
                            ("dropped", "thrown away"),
                            ("taken-back", "taken back"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("content", models.JSONField()),
                ("conceals", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True)),
                ("proposed_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sent_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("answer", models.TextField(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.import"
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="edits",
                        to="directory.service",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "sent_at"], name="directory_edit_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "waiting", "approved", "refused", "dropped", "taken-back"])
                        ),
                        name="directory_edit_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("brought_by__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_edit_approved_is_applied",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("stage", models.CharField(choices=[("first", "the first"), ("second", "the second")], max_length=6)),
                ("checked_on", models.DateField()),
                ("digest", models.BinaryField(max_length=32)),
                ("sent_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("expires_on", models.DateField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="directory.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "agency", "stage", "checked_on"), name="directory_reminder_once_a_stage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["first", "second"])), name="directory_reminder_stage_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Steward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contact", models.EmailField(max_length=254)),
                ("set_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("set_by", models.CharField(max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stewards",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "agency"), name="directory_steward_once")
                ],
            },
        ),
        *force(STEWARD),
        policy(STEWARD, "read", command="select", using=f"{OWN} or {DIRECTORY} or {HERE}"),
        policy(STEWARD, "set", command="insert", check=SETS),
        policy(STEWARD, "change", command="update", using=SETS),
        policy(STEWARD, "end", command="delete", using=SETS),
        *force(EDIT),
        policy(EDIT, "read", command="select", using=SEES_EDIT),
        policy(EDIT, "write", command="insert", check=OWN),
        policy(EDIT, "change", command="update", using=SEES_EDIT),
        *enable("directory_reminder", using=DIRECTORY),
    ]
