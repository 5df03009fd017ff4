"""Measures of every area are counted from the journals, and nothing but counts and lengths of time leaves them."""

from django.db import migrations

from tideturn.foundations.sharing.row_security import policy, systems


class Migration(migrations.Migration):
    dependencies = [("pathways", "0005_pairs_seen_whole")]

    operations = [
        policy("pathways_entry", "measure", command="select", using=systems("measures")),
    ]
