"""The verb `access`: agencies, those who work in them, and the credentials of their programs."""

import click

from tideturn.interfaces.cli.verbs import Verbs

VERBS = {
    "create-agency": "tideturn.interfaces.cli.access_agencies:create_agency",
    "create-team": "tideturn.interfaces.cli.access_agencies:create_team",
    "create-user": "tideturn.interfaces.cli.access_users:create_user",
    "reset-user": "tideturn.interfaces.cli.access_resetting:reset_user",
    "issue-credential": "tideturn.interfaces.cli.access_credentials:issue_credential",
    "revoke-credential": "tideturn.interfaces.cli.access_credentials:revoke_credential",
    "ensure-national-queue": "tideturn.interfaces.cli.access_agencies:ensure_national_queue",
    "create-agreement": "tideturn.interfaces.cli.access_agreements:create_agreement",
    "list": "tideturn.interfaces.cli.access_listing:list_command",
}


@click.group("access", cls=Verbs, verbs=VERBS)
def command() -> None:
    """Say which agencies take part, who works in them, and which programs may send reports."""
