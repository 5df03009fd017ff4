"""Give the parties of commitments the days from which and until which a correction named them.

What a correction said of the owners before it becomes rows of those days, so that lists, counts and files of a past day
find them; whether a commitment had an open end is kept like its dates.
"""

from typing import Any

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def date_parties(apps: Any, schema_editor: Any) -> None:
    """Turn the owners that corrections kept into parties of the days before them."""
    # Else what hangs on these rows would wait until the end, and the table could not be altered before.
    schema_editor.execute("set constraints all immediate")
    known = set(apps.get_model("plans", "Organisation").objects.values_list("pk", flat=True))
    parties = apps.get_model("plans", "Party").objects
    since: dict[int, Any] = {}
    for one in (
        apps.get_model("plans", "Correction").objects.select_related("commitment").order_by("corrected_on", "id")
    ):
        one.is_open_ended = one.commitment.is_open_ended
        one.save(update_fields=["is_open_ended"])
        if "owners" not in one.fields:
            continue
        days = {"named_on": since.get(one.commitment_id), "unnamed_on": one.corrected_on}
        for order, owner in enumerate(owner for owner in one.owners if owner in known):
            parties.create(commitment=one.commitment, organisation_id=owner, role="owner", order=order, **days)
        since[one.commitment_id] = one.corrected_on
    for commitment, day in since.items():
        parties.filter(commitment=commitment, role="owner", unnamed_on=None).update(named_on=day)


class Migration(migrations.Migration):
    """Two columns of a party, one of a correction for another, and their history."""

    dependencies = [
        ("plans", "0014_links_have_days"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="correction",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="correction",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="correction",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="party",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="party",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="party",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="verdict",
            name="verdict_is_not_the_owners",
        ),
        migrations.RemoveConstraint(
            model_name="party",
            name="party_is_once_in_a_role",
        ),
        migrations.AddField(
            model_name="correction",
            name="is_open_ended",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="correctionevent",
            name="is_open_ended",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="party",
            name="named_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="party",
            name="unnamed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="partyevent",
            name="named_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="partyevent",
            name="unnamed_on",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(date_parties, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="correction",
            name="owners",
        ),
        migrations.RemoveField(
            model_name="correctionevent",
            name="owners",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_correctionevent" ("commitment_id", "corrected_on", "due_date", "due_reasoning", "fields", "id", "is_open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "start_date", "title", "wording") VALUES (NEW."commitment_id", NEW."corrected_on", NEW."due_date", NEW."due_reasoning", NEW."fields", NEW."id", NEW."is_open_ended", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."start_date", NEW."title", NEW."wording"); RETURN NULL;',
                    hash="f9bfcb9f8c16598eae2cedad17f04fa947d368fd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d820f",
                    table="plans_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_correctionevent" ("commitment_id", "corrected_on", "due_date", "due_reasoning", "fields", "id", "is_open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "start_date", "title", "wording") VALUES (NEW."commitment_id", NEW."corrected_on", NEW."due_date", NEW."due_reasoning", NEW."fields", NEW."id", NEW."is_open_ended", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."start_date", NEW."title", NEW."wording"); RETURN NULL;',
                    hash="d5957da57c834dc07112844c5614d541392bc478",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e31d0",
                    table="plans_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_correctionevent" ("commitment_id", "corrected_on", "due_date", "due_reasoning", "fields", "id", "is_open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "start_date", "title", "wording") VALUES (OLD."commitment_id", OLD."corrected_on", OLD."due_date", OLD."due_reasoning", OLD."fields", OLD."id", OLD."is_open_ended", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."start_date", OLD."title", OLD."wording"); RETURN NULL;',
                    hash="7c228c5f2b3fb09bc07d5028aeaeea55cff0bdfc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1d0a0",
                    table="plans_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_partyevent" ("commitment_id", "id", "named_on", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unnamed_on") VALUES (NEW."commitment_id", NEW."id", NEW."named_on", NEW."order", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."unnamed_on"); RETURN NULL;',
                    hash="9a57a81d9178f1b7e4b5df4df5b5de94dd10cd3f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2ede",
                    table="plans_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_partyevent" ("commitment_id", "id", "named_on", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unnamed_on") VALUES (NEW."commitment_id", NEW."id", NEW."named_on", NEW."order", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."unnamed_on"); RETURN NULL;',
                    hash="4ebc0719dc54f9bad20daa5540bf51fa32e263eb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27e04",
                    table="plans_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_partyevent" ("commitment_id", "id", "named_on", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unnamed_on") VALUES (OLD."commitment_id", OLD."id", OLD."named_on", OLD."order", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."unnamed_on"); RETURN NULL;',
                    hash="77c3e2b9d8d2ce33c87a4710e20eb662ab1520e0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eec95",
                    table="plans_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="verdict_is_not_the_owners",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    if exists (\n        select from plans_party\n        where commitment_id = new.commitment_id and organisation_id = new.organisation_id and role = 'owner'\n          and unnamed_on is null\n    ) then\n        raise exception 'A verdict must come from someone other than the owner of the commitment.'\n            using errcode = 'check_violation';\n    end if;\n    return new;\n",
                    hash="4fb641fd62d32e172dd1c07c38f6e34fe6c7520a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_verdict_is_not_the_owners_58324",
                    table="plans_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unnamed_on__isnull", True)),
                fields=("commitment", "organisation", "role"),
                name="party_is_once_in_a_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("named_on__isnull", True),
                    ("unnamed_on__isnull", True),
                    ("named_on__lte", models.F("unnamed_on")),
                    _connector="OR",
                ),
                name="party_was_named_before_it_was_not",
            ),
        ),
    ]
