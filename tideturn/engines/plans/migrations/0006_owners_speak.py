"""Owners speak for themselves: who speaks for whom, what they say before it is published, and who asks them."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from tideturn.foundations.access.sql import SOMEBODY
from tideturn.foundations.sharing.row_security import enable, force, policy, systems

VOICE, STATEMENT, CHALLENGE = "plans_voice", "plans_statement", "plans_challenge"
OWN = "agency_id = acting_agency()"
NATIONAL = "coalesce(acting_agency() = 'national', false)"
PLANS, SET_UP = systems("plans"), systems("set-up")
# Handed in, it is there for whoever publishes for the whole country; a draft is its agency's own.
SEES_STATEMENT = f"({OWN} or {PLANS} or ({NATIONAL} and state <> 'draft'))"
# A question is there for whoever asks it, and for the agencies that speak for an owner.
ANSWERS = f"""exists (
    select from plans_voice as voice join plans_party as party
        on party.organisation_id = voice.organisation_id and party.role = 'owner'
    where voice.agency_id = acting_agency() and party.commitment_id = {CHALLENGE}.commitment_id
)"""
SEES_CHALLENGE = f"({OWN} or {PLANS} or {ANSWERS})"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_one_time_links"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("plans", "0005_marks_of_the_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Challenge",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("asks", models.TextField()),
                ("asked_by", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "answered to our satisfaction"),
                            ("not_satisfied", "not answered to our satisfaction"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=14,
                    ),
                ),
                ("closing_words", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(blank=True)),
                ("stated_on", models.DateField()),
                ("source", models.TextField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("pack", "the country's pack"),
                            ("document", "a document that was read"),
                            ("staff", "entered by staff"),
                        ],
                        default="staff",
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("words", models.TextField(blank=True)),
                ("stated_on", models.DateField()),
                ("source", models.TextField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("pack", "the country's pack"),
                            ("document", "a document that was read"),
                            ("staff", "entered by staff"),
                        ],
                        default="staff",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DigestWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("set_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField()),
                ("title", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("area_scheme", models.CharField(blank=True, max_length=40)),
                ("area_code", models.CharField(blank=True, max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "waits to be published"),
                            ("returned", "sent back"),
                            ("published", "published"),
                            ("dropped", "thrown away"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_started", "Not started"),
                            ("under_consideration", "Under consideration"),
                            ("in_early_development", "In early development"),
                            ("under_way", "Under way"),
                            ("complete", "Complete"),
                            ("paused", "Paused"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=22,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("stated_on", models.DateField()),
                ("due_date", models.DateField(null=True)),
                ("due_reason", models.TextField(blank=True)),
                (
                    "acceptance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("in_part", "Accepted in part"),
                            ("declined", "Declined"),
                            ("under_consideration", "Under consideration"),
                            ("no_answer_held", "No answer held"),
                        ],
                        max_length=20,
                    ),
                ),
                ("acceptance_reason", models.TextField(blank=True)),
                ("condition", models.TextField(null=True)),
                ("exhibits", models.JSONField(default=list)),
                ("why", models.TextField(blank=True)),
                ("known", models.JSONField(default=dict)),
                ("written_by", models.CharField(max_length=200)),
                ("begun_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("answer", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("uploaded_by", models.CharField(max_length=200)),
                ("uploaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("file_name", models.CharField(max_length=255)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "read, not handed in"),
                            ("submitted", "waits to be published"),
                            ("published", "published"),
                            ("returned", "sent back"),
                            ("dropped", "thrown away"),
                        ],
                        default="read",
                        max_length=10,
                    ),
                ),
                ("rows", models.JSONField(default=list)),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("answer", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("may_judge", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("set_by", models.CharField(max_length=200)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="areadelivery",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="areadelivery",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="areadelivery",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="duedaterevision",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="duedaterevision",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="duedaterevision",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="acceptance",
            name="acceptance_is_dated_and_sourced",
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_bears_out_one_thing",
        ),
        migrations.AddField(
            model_name="areadelivery",
            name="origin",
            field=models.CharField(
                choices=[
                    ("pack", "the country's pack"),
                    ("document", "a document that was read"),
                    ("staff", "entered by staff"),
                ],
                default="staff",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="areadeliveryevent",
            name="origin",
            field=models.CharField(
                choices=[
                    ("pack", "the country's pack"),
                    ("document", "a document that was read"),
                    ("staff", "entered by staff"),
                ],
                default="staff",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="duedaterevision",
            name="origin",
            field=models.CharField(
                choices=[
                    ("pack", "the country's pack"),
                    ("document", "a document that was read"),
                    ("staff", "entered by staff"),
                ],
                default="staff",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="duedaterevisionevent",
            name="origin",
            field=models.CharField(
                choices=[
                    ("pack", "the country's pack"),
                    ("document", "a document that was read"),
                    ("staff", "entered by staff"),
                ],
                default="staff",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="area_delivery",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="plans.areadelivery"
            ),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="area_delivery",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="plans.areadelivery",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="areadelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_areadeliveryevent" ("area_code", "area_scheme", "by_id", "commitment_id", "id", "note", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on", "status") VALUES (NEW."area_code", NEW."area_scheme", NEW."by_id", NEW."commitment_id", NEW."id", NEW."note", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."stated_on", NEW."status"); RETURN NULL;',
                    hash="9eca541a63ec5bd984aaf2274c01c0d76478d929",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d90bf",
                    table="plans_areadelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="areadelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_areadeliveryevent" ("area_code", "area_scheme", "by_id", "commitment_id", "id", "note", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on", "status") VALUES (NEW."area_code", NEW."area_scheme", NEW."by_id", NEW."commitment_id", NEW."id", NEW."note", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."stated_on", NEW."status"); RETURN NULL;',
                    hash="52fe998995fe941f11d9c275cec32f9d0b54402b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1d177",
                    table="plans_areadelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="areadelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_areadeliveryevent" ("area_code", "area_scheme", "by_id", "commitment_id", "id", "note", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on", "status") VALUES (OLD."area_code", OLD."area_scheme", OLD."by_id", OLD."commitment_id", OLD."id", OLD."note", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."stated_on", OLD."status"); RETURN NULL;',
                    hash="5d324d116baae2bb7fd7eab3deb6f4e7bca1ed40",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b0094",
                    table="plans_areadelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedaterevision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_duedaterevisionevent" ("by_id", "commitment_id", "decided_on", "due_date", "id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source") VALUES (NEW."by_id", NEW."commitment_id", NEW."decided_on", NEW."due_date", NEW."id", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."source"); RETURN NULL;',
                    hash="1476bf239fd8ac18538185a08b6663a19c811d2d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_25ea7",
                    table="plans_duedaterevision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedaterevision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_duedaterevisionevent" ("by_id", "commitment_id", "decided_on", "due_date", "id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source") VALUES (NEW."by_id", NEW."commitment_id", NEW."decided_on", NEW."due_date", NEW."id", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."source"); RETURN NULL;',
                    hash="3ad3cff4ae3980dd3c24a4bd3c20599f386ce01f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f6a2b",
                    table="plans_duedaterevision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedaterevision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_duedaterevisionevent" ("by_id", "commitment_id", "decided_on", "due_date", "id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source") VALUES (OLD."by_id", OLD."commitment_id", OLD."decided_on", OLD."due_date", OLD."id", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."source"); RETURN NULL;',
                    hash="f1064cef03624e0bc55a64b9dda47552cfc4548e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d9d88",
                    table="plans_duedaterevision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_evidenceevent" ("address", "area_delivery_id", "dated", "file_name", "id", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "sha256", "title", "verdict_id") VALUES (NEW."address", NEW."area_delivery_id", NEW."dated", NEW."file_name", NEW."id", NEW."media_type", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position_id", NEW."sha256", NEW."title", NEW."verdict_id"); RETURN NULL;',
                    hash="7c2ac203be2c8285429fb0d1e629f502feeb4c5b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_adbad",
                    table="plans_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_evidenceevent" ("address", "area_delivery_id", "dated", "file_name", "id", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "sha256", "title", "verdict_id") VALUES (NEW."address", NEW."area_delivery_id", NEW."dated", NEW."file_name", NEW."id", NEW."media_type", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position_id", NEW."sha256", NEW."title", NEW."verdict_id"); RETURN NULL;',
                    hash="b79134068a8141069d7f1485e72bd6acc0ee0a6c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9fe0c",
                    table="plans_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_evidenceevent" ("address", "area_delivery_id", "dated", "file_name", "id", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "sha256", "title", "verdict_id") VALUES (OLD."address", OLD."area_delivery_id", OLD."dated", OLD."file_name", OLD."id", OLD."media_type", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position_id", OLD."sha256", OLD."title", OLD."verdict_id"); RETURN NULL;',
                    hash="d2193fba9b19452905ca39e3139e5c2b17495c4f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fdb79",
                    table="plans_evidence",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value", "no_answer_held"),
                    models.Q(("by__isnull", False), ("document__isnull", False), ("stated_on__isnull", False)),
                    models.Q(("by__isnull", False), ("origin", "staff"), ("stated_on__isnull", False)),
                    _connector="OR",
                ),
                name="acceptance_is_dated_and_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="areadelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["pack", "document", "staff"])), name="areadelivery_origin_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="duedaterevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["pack", "document", "staff"])),
                name="duedaterevision_origin_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area_delivery__isnull", True), ("position__isnull", False), ("verdict__isnull", True)),
                    models.Q(("area_delivery__isnull", True), ("position__isnull", True), ("verdict__isnull", False)),
                    models.Q(("area_delivery__isnull", False), ("position__isnull", True), ("verdict__isnull", True)),
                    _connector="OR",
                ),
                name="evidence_bears_out_one_thing",
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"),
        ),
        migrations.AddField(
            model_name="challenge",
            name="answered_for",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.organisation"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to="plans.commitment"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to="plans.organisation"
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="conditions", to="plans.organisation"
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="plans.commitment"
            ),
        ),
        migrations.AddField(
            model_name="conditionevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="plans.organisation",
            ),
        ),
        migrations.AddField(
            model_name="conditionevent",
            name="commitment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="plans.commitment",
            ),
        ),
        migrations.AddField(
            model_name="conditionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="conditionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="plans.condition",
            ),
        ),
        migrations.AddField(
            model_name="digestwish",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.agency"),
        ),
        migrations.AddField(
            model_name="digestwish",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="plans.organisation"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="meeting",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to="plans.meeting"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"),
        ),
        migrations.AddField(
            model_name="statement",
            name="body",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.organisation"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="plans.commitment"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="writer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"),
        ),
        migrations.AddField(
            model_name="upload",
            name="uploader",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="upload",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="plans.upload"
            ),
        ),
        migrations.AddField(
            model_name="voice",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"),
        ),
        migrations.AddField(
            model_name="voice",
            name="organisation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="voice", to="plans.organisation"
            ),
        ),
        migrations.AddIndex(
            model_name="condition",
            index=models.Index(fields=["commitment", "-stated_on"], name="condition_by_day"),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["pack", "document", "staff"])), name="condition_origin_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="condition_source_is_given"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_conditionevent" ("by_id", "commitment_id", "id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on", "words") VALUES (NEW."by_id", NEW."commitment_id", NEW."id", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."stated_on", NEW."words"); RETURN NULL;',
                    hash="f257c995430b75aaf7161869e898d2db77c570ad",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9f551",
                    table="plans_condition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_conditionevent" ("by_id", "commitment_id", "id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on", "words") VALUES (NEW."by_id", NEW."commitment_id", NEW."id", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."stated_on", NEW."words"); RETURN NULL;',
                    hash="2ca7672f9e04fe167f72f20158ffd15bd1084f50",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de969",
                    table="plans_condition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_conditionevent" ("by_id", "commitment_id", "id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on", "words") VALUES (OLD."by_id", OLD."commitment_id", OLD."id", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."stated_on", OLD."words"); RETURN NULL;',
                    hash="3dbd5c5146b656f7534fb23847aaff30389d0c63",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_44031",
                    table="plans_condition",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="digestwish",
            constraint=models.UniqueConstraint(fields=("agency", "user"), name="digest_is_asked_for_once"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="meeting_title_is_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("organisation", "held_on"), name="meeting_is_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(("asks", ""), _negated=True), name="challenge_asks_is_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["satisfied", "not_satisfied", "withdrawn", ""])),
                name="challenge_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="challenge_is_answered_at_a_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["state", "handed_in_at"], name="upload_waiting"),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["read", "submitted", "published", "returned", "dropped"])),
                name="upload_state_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["state", "submitted_at"], name="statement_waiting"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "returned", "published", "dropped"])),
                name="statement_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "not_started",
                            "under_consideration",
                            "in_early_development",
                            "under_way",
                            "complete",
                            "paused",
                            "superseded",
                            "",
                        ],
                    )
                ),
                name="statement_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acceptance__in", ["accepted", "in_part", "declined", "under_consideration", "no_answer_held", ""])
                ),
                name="statement_acceptance_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area_code", ""), ("body__isnull", False)),
                    models.Q(("area_code", ""), _negated=True),
                    _connector="OR",
                ),
                name="statement_is_of_a_body_or_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_date__isnull", True), models.Q(("due_reason", ""), _negated=True), _connector="OR"
                ),
                name="statement_of_a_later_date_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "submitted", "returned")), ("area_code", "")),
                fields=("commitment", "body"),
                name="statement_is_open_once_for_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "submitted", "returned")), models.Q(("area_code", ""), _negated=True)
                ),
                fields=("commitment", "area_scheme", "area_code"),
                name="statement_is_open_once_for_an_area",
            ),
        ),
        # Who speaks for whom is no secret, and only whoever runs the product says so.
        *force(VOICE),
        policy(VOICE, "read", command="select", using=SOMEBODY),
        policy(VOICE, "set", command="insert", check=SET_UP),
        policy(VOICE, "change", command="update", using=SET_UP),
        policy(VOICE, "end", command="delete", using=SET_UP),
        *force(STATEMENT),
        policy(STATEMENT, "read", command="select", using=SEES_STATEMENT),
        policy(STATEMENT, "write", command="insert", check=OWN),
        policy(STATEMENT, "change", command="update", using=SEES_STATEMENT),
        *force(CHALLENGE),
        policy(CHALLENGE, "read", command="select", using=SEES_CHALLENGE),
        policy(CHALLENGE, "ask", command="insert", check=OWN),
        policy(CHALLENGE, "answer", command="update", using=SEES_CHALLENGE),
        *enable("plans_upload", using=f"({OWN} or {PLANS} or ({NATIONAL} and state <> 'read'))"),
        *enable("plans_meeting", using=OWN),
        *enable("plans_digestwish", using=f"{OWN} or {PLANS}"),
    ]
