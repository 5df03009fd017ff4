"""`tideturn access list`."""

from typing import Any

import click

from tideturn.interfaces.cli.access_writing import setting_up
from tideturn.interfaces.cli.listing import format_option, print_rows


@click.command("list")
@format_option
def list_command(form: str) -> None:
    """List the agencies with their teams, users and credentials in force."""
    with setting_up():
        from tideturn.foundations.access.models import Agency

        rows = [_row(agency) for agency in Agency.objects.order_by("pk")]
    if form == "json" or not rows:
        print_rows(rows, form, empty="There is no agency yet. Make one with `tideturn access create-agency`.")
        return
    # No table: what the next command asks for must stand whole on a narrow terminal.
    for row in rows:
        click.echo("\n".join(_lines(row)))


def _lines(row: dict[str, Any]) -> list[str]:
    held = (("area", "areas"), ("team", "teams"), ("user", "users"), ("credential", "credentials"))
    told = [f"  {word} {one}" for word, key in held for one in row[key]]
    return [f"{row['id']}: {row['name']}, {row['kind']}", *told]


def _row(agency: Any) -> dict[str, Any]:
    members = agency.memberships.in_force().select_related("user").order_by("pk")
    credentials = agency.credentials.filter(revoked_at=None).order_by("pk")
    return {
        "id": agency.pk,
        "name": agency.name,
        "kind": agency.kind,
        "areas": agency.areas,
        "teams": [team.name for team in agency.teams.order_by("name")],
        "users": [f"{member.user.email} ({member.role})" for member in members],
        "credentials": [credential.prefix for credential in credentials],
    }
