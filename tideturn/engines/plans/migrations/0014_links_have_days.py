"""Give links the days from which and until which staff say them.

A link that staff accepted before stands from the day of that decision; pages of earlier days lose it, which did not know
of it. One that was taken back before is gone for good: only its history tells of it.
"""

from typing import Any

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.utils import timezone


def date_links_of_staff(apps: Any, schema_editor: Any) -> None:
    """Let every link that became of a suggestion begin on the day on which the suggestion was decided."""
    links = apps.get_model("plans", "Link").objects
    for one in apps.get_model("plans", "LinkSuggestion").objects.filter(state="accepted"):
        became = links.filter(id=f"S-{one.pk.hex[:16]}", entered="staff")
        became.update(linked_on=timezone.localdate(one.decided_at))


class Migration(migrations.Migration):
    """Two columns, their history, one link at a time; what is held is dated last."""

    dependencies = [
        ("plans", "0013_doubts_that_were_settled"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="link",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="link",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="link",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="link",
            name="link_is_once",
        ),
        migrations.AddField(
            model_name="link",
            name="linked_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="link",
            name="unlinked_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="linkevent",
            name="linked_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="linkevent",
            name="unlinked_on",
            field=models.DateField(null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_linkevent" ("confidence", "earlier_id", "entered", "id", "kind", "later_id", "linked_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "relation", "unlinked_on", "why") VALUES (NEW."confidence", NEW."earlier_id", NEW."entered", NEW."id", NEW."kind", NEW."later_id", NEW."linked_on", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."relation", NEW."unlinked_on", NEW."why"); RETURN NULL;',
                    hash="fa9a8d451f9919ab648920281f806dadcae9a99c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dcc3e",
                    table="plans_link",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_linkevent" ("confidence", "earlier_id", "entered", "id", "kind", "later_id", "linked_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "relation", "unlinked_on", "why") VALUES (NEW."confidence", NEW."earlier_id", NEW."entered", NEW."id", NEW."kind", NEW."later_id", NEW."linked_on", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."relation", NEW."unlinked_on", NEW."why"); RETURN NULL;',
                    hash="a9cef85d19b5c8bd3c3bb6adec213da9f7edd8a0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16b4c",
                    table="plans_link",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_linkevent" ("confidence", "earlier_id", "entered", "id", "kind", "later_id", "linked_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "relation", "unlinked_on", "why") VALUES (OLD."confidence", OLD."earlier_id", OLD."entered", OLD."id", OLD."kind", OLD."later_id", OLD."linked_on", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rank", OLD."relation", OLD."unlinked_on", OLD."why"); RETURN NULL;',
                    hash="224d21b72e6bb4396927f500a7194a64f25f2ea8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e4cad",
                    table="plans_link",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unlinked_on__isnull", True)),
                fields=("later", "earlier", "relation"),
                name="link_is_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unlinked_on__isnull", True),
                    models.Q(
                        ("entered", "staff"), ("linked_on__isnull", False), ("unlinked_on__gte", models.F("linked_on"))
                    ),
                    _connector="OR",
                ),
                name="link_was_accepted_before_it_was_taken_back",
            ),
        ),
        migrations.RunPython(date_links_of_staff, migrations.RunPython.noop),
    ]
