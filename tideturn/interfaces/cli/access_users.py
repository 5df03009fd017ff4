"""`tideturn access create-user`."""

import click

from tideturn.interfaces.cli.access_writing import agency_of, setting_up, team_of, written_down


@click.command("create-user")
@click.option("--name", required=True, help="What colleagues call them.")
@click.option("--email", required=True, help="What they sign in by.")
@click.option("--agency", "agency_id", required=True, help="The id of their agency.")
@click.option("--role", required=True, help="outreach-worker, duty-lead, agency-manager, caldicott-lead …")
@click.option("--team", "team_name", help="The name of their team; the agency's own where it has one only.")
def create_user(name: str, email: str, agency_id: str, role: str, team_name: str | None) -> None:
    """Make a user and print the password for the first sign-in, once."""
    with setting_up() as actor:
        from tideturn.foundations.access.actions import users
        from tideturn.foundations.access.models import Team

        agency = agency_of(agency_id)
        team = team_of(agency, team_name)
        user, password = users.create_user(name=name, email=email, agency=agency, role=role, team=team, by=actor)
        written_down(actor, "create-user", "user", user=user.pk, agency=agency_id, role=role)
        leads = Team.objects.filter(duty_lead=user).exists()
    click.echo(f"{name} signs in as {user.email}: {role} of {agency_id}{f', team “{team.name}”' if team else ''}.")
    if leads:
        click.echo("They are duty lead: what comes in to the team is theirs until somebody else accepts it.")
    click.echo(f"Password for the first sign-in, shown this once: {password}")
