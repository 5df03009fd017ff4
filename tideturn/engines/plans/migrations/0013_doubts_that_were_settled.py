"""Take the doubts of the reading from commitments of plans that staff read in: a person settled them, accepting each.

They go from pages of past days too: a doubt has no date. The history of each commitment keeps them.
"""

from typing import Any

from django.db import migrations


def settle(apps: Any, schema_editor: Any) -> None:
    """Leave a commitment that was read in without the doubts of its draft, which keeps them."""
    commitments = apps.get_model("plans", "Commitment").objects
    commitments.filter(plan__origin="staff").exclude(doubts=[]).update(doubts=[])


class Migration(migrations.Migration):
    """The doubts of the reading go; a commitment of the pack keeps those that its readers wrote."""

    dependencies = [("plans", "0012_corrections")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
