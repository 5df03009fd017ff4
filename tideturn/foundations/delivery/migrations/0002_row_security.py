"""Who sees a message: the parts of the product that send or raise, and the agency whose message it is."""

from django.db import migrations

TABLE = "delivery_message"
SYSTEM = "coalesce(current_setting('tideturn.system', true), '')"
AGENCY = "coalesce(current_setting('tideturn.agency', true), '')"
IS_OURS = f"(agency <> '' and agency = {AGENCY})"
SYSTEMS = "('delivery', 'clocks', 'intake', 'set-up', 'measures', 'audit')"

POLICIES = (
    f"create policy message_seen on {TABLE} for select using ({SYSTEM} in {SYSTEMS} or {IS_OURS})",
    # Whoever acts may send, to whomever: a referral tells another agency. Whoever acts as nobody may not.
    f"create policy message_added on {TABLE} for insert with check ({SYSTEM} in {SYSTEMS} or {AGENCY} <> '')",
    f"""create policy message_moved on {TABLE} for update
        using ({SYSTEM} = 'delivery' or {IS_OURS}) with check ({SYSTEM} = 'delivery' or {IS_OURS})""",
    # No policy for deletion: a message that was to leave is never unsaid.
)


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                f"alter table {TABLE} enable row level security",
                f"alter table {TABLE} force row level security",
                *POLICIES,
            ],
            [
                *(f"drop policy {name} on {TABLE}" for name in ("message_seen", "message_added", "message_moved")),
                f"alter table {TABLE} no force row level security",
                f"alter table {TABLE} disable row level security",
            ],
        )
    ]
