"""Take the doubts of the reading from commitments of plans that staff read in: a person settled them, accepting each."""

from typing import Any

from django.db import migrations


def settle(apps: Any, schema_editor: Any) -> None:
    """Leave a commitment that was read in without the doubts of its draft, which keeps them."""
    commitments = apps.get_model("plans", "Commitment").objects
    commitments.filter(plan__origin="staff").exclude(doubts=[]).update(doubts=[])


class Migration(migrations.Migration):
    """The doubts go; a past day shows them, since they stood there then."""

    dependencies = [("plans", "0012_corrections")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
